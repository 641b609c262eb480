import { expect } from 'vitest'
import type { CheckDocument, DiagnosisSummary, FindingDocument } from '../../../source/commands/diagnosis.ts'
import schema from '../../../source/commands/doctor.schema.json' with { type: 'json' }
import { named, writesIn } from '../../end-to-end/support/requests.ts'
import type { World } from '../../end-to-end/support/world.ts'
import { expectFitting } from './published-schema.ts'

export interface Diagnosed {
  readonly exitCode: number
  readonly summary: DiagnosisSummary
  readonly checks: readonly CheckDocument[]
  readonly findings: readonly FindingDocument[]
  /** Everything that was mended. */
  readonly fixed: readonly FindingDocument[]
  /** `check CODE` of each finding, in order. */
  readonly named: readonly string[]
}

/**
 * What the built `twin doctor --json` says of a world, as the published schema has it; that it changed
 * nothing is part of every examination but one with --fix.
 */
export async function diagnose(world: World, ...args: string[]): Promise<Diagnosed> {
  const { value, requests } = await world.during(() => world.run(['doctor', '--rehearse', '--json', ...args]))
  const document = value.stdout === '' ? undefined : JSON.parse(value.stdout)
  expect(document, value.stderr).toBeDefined()
  expectFitting(schema, document)
  expect(document.exitCode).toBe(value.code)
  if (!args.includes('--fix')) expect(named(writesIn(requests))).toEqual([])
  const { checks, summary, exitCode } = document as Omit<Diagnosed, 'findings' | 'named'>
  const findings = checks.flatMap((check) => check.findings)
  return {
    exitCode,
    summary,
    checks,
    findings,
    fixed: checks.flatMap((check) => check.fixed),
    named: findings.map(({ check, code }) => `${check} ${code}`),
  }
}

/** What a person reads at the end when there is nothing to do. */
export async function expectWell(world: World, ...args: string[]): Promise<void> {
  const { exitCode, findings } = await diagnose(world, ...args)
  expect(findings).toEqual([])
  expect(exitCode).toBe(0)
}
