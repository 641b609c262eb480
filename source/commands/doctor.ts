import type { CheckResult } from '../engine/run-checks.ts'
import { exitCodes, UserError } from '../errors.ts'
import { doctorPlan } from '../plans/doctor-plan.ts'
import type { Command, Result } from './command.ts'
import { type Diagnosis, diagnosis } from './diagnosis.ts'
import schema from './doctor.schema.json' with { type: 'json' }

/** Inspects everything, changes nothing; with `--fix` it mends what is safe to mend. */
export const doctor: Command = {
  run: async ({ context, flags, examine }) => {
    if (flags.schema === true) return { data: { schema }, text: JSON.stringify(schema, null, 2) }
    const checks = typeof flags.only === 'string' ? onlyCheck(flags.only) : doctorPlan
    const results = await examine(checks, { fix: flags.fix === true })
    return diagnosed(results, context.options.sameAccount)
  },
}

/** One check and all it builds on. @throws UserError WRONG_USAGE (exit 2) when there is none of that name. */
function onlyCheck(wanted: string): typeof doctorPlan {
  const byId = new Map(doctorPlan.map((check) => [check.id, check]))
  if (!byId.has(wanted)) {
    const known = `The checks are ${[...byId.keys()].join(', ')}.`
    throw new UserError('WRONG_USAGE', `There is no check called “${wanted}”. ${known}`, [], exitCodes.usage)
  }
  const chosen = new Set<string>()
  const choose = (id: string) => {
    if (chosen.has(id)) return
    chosen.add(id)
    for (const need of byId.get(id)?.needs ?? []) choose(need)
  }
  choose(wanted)
  return doctorPlan.filter(({ id }) => chosen.has(id))
}

function diagnosed(results: readonly CheckResult[], sameAccount: string): Result {
  const { checks, summary, findings } = diagnosis(results, sameAccount)
  return {
    data: { summary, checks },
    findings,
    exitCode: exitCodeFor(findings),
    notice: closing(results, summary, sameAccount),
  }
}

function exitCodeFor(findings: Diagnosis['findings']) {
  if (findings.some(({ severity, fixable }) => severity === 'error' && !fixable)) return exitCodes.personMustAct
  return findings.some(({ fixable }) => fixable) ? exitCodes.changesPending : exitCodes.ok
}

function closing(results: readonly CheckResult[], summary: Diagnosis['summary'], sameAccount: string) {
  const { errors, warnings, fixable, unable } = summary
  const fixed = results.flatMap((result) => result.fixed.map(({ fix }) => `- Mended: ${fix?.what}`))
  const unseen = unable > 0 ? [`- ${plural(unable, 'check')} could not look; see above.`] : []
  if (errors + warnings === 0) return { title: 'All is well', lines: [...fixed, ...unseen] }
  return {
    title: [errors > 0 && plural(errors, 'error'), warnings > 0 && plural(warnings, 'warning')]
      .filter(Boolean)
      .join(', '),
    tone: errors > 0 ? ('warning' as const) : ('calm' as const),
    lines: [
      ...fixed,
      ...(fixable > 0
        ? [
            `- ${fixable === findingsIn(summary) ? 'All' : fixable} of it can be mended by: twin doctor --fix${sameAccount}`,
          ]
        : []),
      ...unseen,
    ],
  }
}

const findingsIn = ({ errors, warnings }: Diagnosis['summary']) => errors + warnings
const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
