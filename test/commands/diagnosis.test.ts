import { expect, it } from 'vitest'
import { diagnosis } from '../../source/commands/diagnosis.ts'
import type { Finding } from '../../source/engine/finding.ts'
import type { CheckResult } from '../../source/engine/run-checks.ts'

const finding = (more: Partial<Finding> = {}): Finding => ({
  code: 'DRIFT',
  severity: 'error',
  message: 'Something was changed.',
  mend: ['twin deploy dev   # puts it back', 'Then look again.'],
  ...more,
})
const result = (more: Partial<CheckResult> = {}): CheckResult => ({
  id: 'drift',
  title: 'Drift',
  outcome: 'error',
  detail: '',
  findings: [],
  fixed: [],
  milliseconds: 12.6,
  ...more,
})
const fix = { what: 'Put it back.', apply: async () => undefined }

it('names a fix and does not hand it out', () => {
  const { findings, checks } = diagnosis([result({ findings: [finding({ fix }), finding()] })], '')
  expect(findings.map(({ fixable, check }) => ({ fixable, check }))).toEqual([
    { fixable: true, check: 'drift' },
    { fixable: false, check: 'drift' },
  ])
  expect(findings.some((each) => 'fix' in each)).toBe(false)
  expect(checks[0]).toMatchObject({ milliseconds: 13, findings })
})

it('counts by severity, what could be mended, what was, and what could not be looked at', () => {
  const { summary } = diagnosis(
    [
      result({ findings: [finding({ fix }), finding({ severity: 'warning' })] }),
      result({ outcome: 'fixed', fixed: [finding({ fix }), finding({ fix })] }),
      result({ outcome: 'unable', findings: [finding()] }),
      result({ outcome: 'well' }),
    ],
    '',
  )
  expect(summary).toEqual({ errors: 2, warnings: 1, fixable: 1, fixed: 2, unable: 1 })
})

it('gives commands the flags that reach the same account', () => {
  const mend = [
    'twin deploy dev   # puts it back',
    'aws cloudfront list-distributions   # shows them',
    'aws configure',
    'mv a b',
  ]
  const mends = (flags: string) => diagnosis([result({ findings: [finding({ mend })] })], flags).findings[0]?.mend
  expect(mends('')).toEqual(mend)
  expect(mends(' --rehearse')).toEqual(['twin deploy dev --rehearse   # puts it back', ...mend.slice(1)])
  expect(mends(' --profile work')).toEqual([
    'twin deploy dev --profile work   # puts it back',
    'aws cloudfront list-distributions --profile work   # shows them',
    'aws configure',
    'mv a b',
  ])
})
