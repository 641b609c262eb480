/**
 * The four steps of the preflight, in one act as `deploy` runs them, without anything else. Prints how
 * long they took once the program was loaded: in the wizard that happens behind the first question.
 */
import { createContext } from '../../source/create-context.ts'
import { runSteps } from '../../source/engine/run-steps.ts'
import { identity } from '../../source/steps/identity.ts'
import { lockTable } from '../../source/steps/lock-table.ts'
import { permissions } from '../../source/steps/permissions.ts'
import { stateBucket } from '../../source/steps/state-bucket.ts'

const mode = process.argv[2] === 'apply' ? 'apply' : 'dry-run'
const { signal } = new AbortController()
const context = createContext({
  flags: { directory: process.cwd(), projectName: 'digital-twin', environment: 'dev' },
  env: process.env,
  options: {
    yes: true,
    dryRun: mode === 'dry-run',
    interactive: false,
    verbose: false,
    skipPreflight: false,
    sameAccount: '',
  },
  assets: '',
  signal,
  stop: () => undefined,
  onSetAside: () => undefined,
})
const start = performance.now()
const results = await runSteps([identity, permissions, stateBucket, lockTable], context, {
  mode,
  signal,
  host: { begin: () => undefined, notify: () => undefined, end: () => undefined },
})
console.log(JSON.stringify({ milliseconds: performance.now() - start, results }))
