import type { CheckDocument, FindingDocument } from '../../../source/commands/diagnosis.ts'
import { named, writesIn } from '../../end-to-end/support/requests.ts'
import type { World } from '../../end-to-end/support/world.ts'
import { runShell, type ShellOptions } from './shell.ts'

export interface Examination {
  readonly checks: readonly CheckDocument[]
  readonly findings: readonly FindingDocument[]
  /** `check CODE` of each finding that is an error. */
  readonly errors: readonly string[]
  /** What the doctor changed in the account, one line for each request. */
  readonly writes: readonly string[]
}

/** What `twin doctor --json` printed. @throws with everything it said when that is no document. */
export function readDiagnosis(stdout: string, stderr: string): Omit<Examination, 'writes'> {
  try {
    const { checks } = JSON.parse(stdout) as { checks: readonly CheckDocument[] }
    const findings = checks.flatMap((check) => check.findings)
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ check, code }) => `${check} ${code}`)
    return { checks, findings, errors }
  } catch {
    throw new Error(`twin doctor printed no diagnosis:\n${stdout}\n${stderr}`)
  }
}

/** Runs `twin doctor --json` and counts what it changed meanwhile. */
export async function examine(world: World, flags = '', options: ShellOptions = {}): Promise<Examination> {
  const { value, requests } = await world.during(() => runShell(world, `twin doctor --json ${flags}`, options))
  return { ...readDiagnosis(value.stdout, value.stderr), writes: named(writesIn(requests)) }
}

/** The commands among what mends a finding, without their comments, in order. */
export const commandsOf = ({ mend }: FindingDocument): readonly string[] =>
  mend
    .filter((line) => /^(twin|aws|terraform|unset|export|kill|create-digital-twin) /.test(line))
    .map((line) => line.replace(/ {3}#.*$/, ''))
