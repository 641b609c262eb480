import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { diagnosis } from '../../source/commands/diagnosis.ts'
import published from '../../source/commands/doctor.schema.json' with { type: 'json' }
import { findingFrom } from '../../source/engine/finding.ts'
import { troubleError } from '../../source/troubles/find-trouble.ts'
import { troubles } from '../../source/troubles/table.ts'
import { repository } from '../support/repository.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { expectFitting, problemsBy } from './support/published-schema.ts'

/** The built program in an empty folder, without credentials and with nobody to ask. */
function twin(...args: string[]) {
  const home = temporaryFolder()
  const env = { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true' }
  const program = join(repository, 'dist', 'cli.cjs')
  return spawnSync(process.execPath, [program, ...args], { cwd: home, env, encoding: 'utf8', timeout: 120_000 })
}

it('is what --schema prints', () => {
  const { status, stdout } = twin('doctor', '--schema')
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toEqual(published)
})

it('holds where there is neither a project nor an account to look at', () => {
  const { status, stdout } = twin('doctor', '--json')
  const document = JSON.parse(stdout)
  expectFitting(published, document)
  expect(document).toMatchObject({ ok: false, exitCode: status, command: 'doctor' })
  expect(document.summary.unable).toBeGreaterThan(0)
})

it('holds where the command fails as a whole', () => {
  const { status, stdout } = twin('doctor', '--json', '--only', 'weather')
  const document = JSON.parse(stdout)
  expectFitting(published, document)
  expect(document).toMatchObject({ ok: false, exitCode: 2, error: { code: 'WRONG_USAGE' } })
  expect(status).toBe(2)
})

/** A document with this trouble, found and mended. */
function documentOf(code: (typeof troubles)[number]['code']) {
  const finding = { ...findingFrom(troubleError(code)), evidence: ['seen'], details: { environment: 'dev' } }
  const check = { id: 'a-check', title: 'A check', detail: '', milliseconds: 1.2, fixed: [finding] }
  const { checks, summary } = diagnosis([{ ...check, outcome: 'error', findings: [finding] }], ' --profile work')
  return { schemaVersion: 1, ok: false, command: 'doctor', exitCode: 1, summary, checks }
}

it.each(troubles.map(({ code }) => code))('has a place for %s', (code) => {
  expectFitting(published, JSON.parse(JSON.stringify(documentOf(code))))
})

const spoilt: readonly (readonly [string, (document: Record<string, unknown>) => object])[] = [
  ['an unknown field', (document) => ({ ...document, mood: 'good' })],
  ['an unknown field of a finding', (document) => withFinding(document, { mood: 'good' })],
  ['a fix that is handed out', (document) => withFinding(document, { fix: { what: 'x' } })],
  ['a finding without a code', (document) => withFinding(document, { code: undefined })],
  ['another severity', (document) => withFinding(document, { severity: 'dreadful' })],
  ['an exit code that there is not', (document) => ({ ...document, exitCode: 7 })],
  ['neither checks nor an error', ({ checks: _, ...document }) => document],
  ['both checks and an error', (document) => ({ ...document, error: { code: 'X', message: 'x', nextSteps: [] } })],
  ['another version', (document) => ({ ...document, schemaVersion: 2 })],
]

function withFinding(document: Record<string, unknown>, more: object) {
  const [check] = document.checks as { findings: object[] }[]
  return { ...document, checks: [{ ...check, findings: check?.findings.map((each) => ({ ...each, ...more })) }] }
}

it.each(spoilt)('refuses %s', (_, spoil) => {
  const document = JSON.parse(JSON.stringify(spoil(documentOf('DRIFT'))))
  expect(problemsBy(published)(document)).not.toEqual([])
})
