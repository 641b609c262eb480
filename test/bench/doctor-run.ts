/**
 * The doctor's checks that ask AWS, without the program around them. Prints how long they took once the
 * program was loaded, and what they ended with.
 */
import { createContext } from '../../source/create-context.ts'
import { runChecks } from '../../source/engine/run-checks.ts'
import { doctorPlan } from '../../source/plans/doctor-plan.ts'

/** Those that only look at this computer, start Terraform, or ask the page. */
const elsewhere = new Set(['project', 'tools', 'data', 'package-size', 'last-run', 'health', 'cors', 'cache', 'drift'])

const { signal } = new AbortController()
const context = createContext({
  flags: { directory: process.cwd(), projectName: 'digital-twin', environment: 'dev' },
  env: process.env,
  options: { yes: true, dryRun: true, interactive: false, verbose: false, skipPreflight: false, sameAccount: '' },
  assets: '',
  signal,
  stop: () => undefined,
  onSetAside: () => undefined,
})
const start = performance.now()
const results = await runChecks(
  doctorPlan.filter(({ id }) => !elsewhere.has(id)),
  context,
  {
    signal,
    fix: process.argv[2] === 'fix',
    host: { begin: () => undefined, notify: () => undefined, end: () => undefined },
  },
)
const outcomes = Object.fromEntries(results.map(({ id, outcome }) => [id, outcome]))
console.log(JSON.stringify({ milliseconds: performance.now() - start, outcomes }))
