import { expect } from 'vitest'
import type { CheckDocument, DiagnosisSummary, FindingDocument } from '../../../source/commands/diagnosis.ts'
import schema from '../../../source/commands/doctor.schema.json' with { type: 'json' }
import { named, writesIn } from '../../end-to-end/support/requests.ts'
import type { World } from '../../end-to-end/support/world.ts'
import { expectFitting } from './published-schema.ts'
import { runShell, type ShellOptions } from './shell.ts'

export interface Examination {
  readonly exitCode: number
  readonly summary: DiagnosisSummary
  readonly checks: readonly CheckDocument[]
  readonly findings: readonly FindingDocument[]
  /** Everything that was mended. */
  readonly fixed: readonly FindingDocument[]
  /** `check CODE` of each finding, in order. */
  readonly named: readonly string[]
  /** The same of each finding that is an error. */
  readonly errors: readonly string[]
}

const nameOf = ({ check, code }: FindingDocument) => `${check} ${code}`

/** What `twin doctor --json` printed, which has to fit the published schema. @throws with everything it said otherwise. */
export function readDiagnosis(stdout: string, stderr: string): Examination {
  if (!stdout.startsWith('{')) throw new Error(`twin doctor printed no diagnosis:\n${stdout}\n${stderr}`)
  const document = JSON.parse(stdout)
  expectFitting(schema, document)
  const { checks, summary, exitCode } = document as Pick<Examination, 'checks' | 'summary' | 'exitCode'>
  const findings = checks.flatMap((check) => check.findings)
  return {
    exitCode,
    summary,
    checks,
    findings,
    fixed: checks.flatMap((check) => check.fixed),
    named: findings.map(nameOf),
    errors: findings.filter(({ severity }) => severity === 'error').map(nameOf),
  }
}

/** Runs `twin doctor --json`; that it changes nothing is part of every examination but one with --fix. */
export async function examine(world: World, flags = '', options: ShellOptions = {}): Promise<Examination> {
  const { value, requests } = await world.during(() => runShell(world, `twin doctor --json ${flags}`, options))
  const examination = readDiagnosis(value.stdout, value.stderr)
  expect(examination.exitCode).toBe(value.code)
  if (!flags.includes('--fix')) expect(named(writesIn(requests))).toEqual([])
  return examination
}

/** There is nothing to do, and the doctor says so. */
export async function expectWell(world: World, flags = '', options: ShellOptions = {}): Promise<void> {
  const { findings, exitCode } = await examine(world, flags, options)
  expect(findings).toEqual([])
  expect(exitCode).toBe(0)
}

/** The commands among what mends a finding, without their comments, in order. */
export const commandsOf = ({ mend }: FindingDocument): readonly string[] =>
  mend
    .filter((line) => /^(twin|aws|terraform|unset|export|kill|mv|curl|create-digital-twin) /.test(line))
    .map((line) => line.replace(/ {3}#.*$/, ''))
