import type { Finding } from '../engine/finding.ts'
import type { CheckOutcome, CheckResult } from '../engine/run-checks.ts'
import { inSameAccount } from '../troubles/same-account.ts'

/** A finding as it is shown and as scripts get it: its fix is only named. */
export interface FindingDocument extends Omit<Finding, 'fix'> {
  readonly check: string
  readonly fixable: boolean
}

export interface CheckDocument {
  readonly id: string
  readonly title: string
  readonly outcome: CheckOutcome
  readonly detail: string
  readonly milliseconds: number
  readonly findings: readonly FindingDocument[]
  readonly fixed: readonly FindingDocument[]
}

export interface DiagnosisSummary {
  readonly errors: number
  readonly warnings: number
  readonly fixable: number
  readonly fixed: number
  /** Checks that could not look. */
  readonly unable: number
}

export interface Diagnosis {
  readonly checks: readonly CheckDocument[]
  readonly findings: readonly FindingDocument[]
  readonly summary: DiagnosisSummary
}

/**
 * What the doctor found, as plain data (doctor.schema.json).
 * @param sameAccount flags that a command must carry to reach the same account.
 */
export function diagnosis(results: readonly CheckResult[], sameAccount: string): Diagnosis {
  const document = (check: string, { fix, ...finding }: Finding): FindingDocument => ({
    check,
    ...finding,
    mend: inSameAccount(finding.mend, sameAccount),
    fixable: fix !== undefined,
  })
  const checks = results.map(({ id, title, outcome, detail, milliseconds, findings, fixed }) => ({
    id,
    title,
    outcome,
    detail,
    milliseconds: Math.round(milliseconds),
    findings: findings.map((finding) => document(id, finding)),
    fixed: fixed.map((finding) => document(id, finding)),
  }))
  const findings = checks.flatMap((check) => check.findings)
  const count = (test: (finding: FindingDocument) => boolean) => findings.filter(test).length
  const summary = {
    errors: count(({ severity }) => severity === 'error'),
    warnings: count(({ severity }) => severity === 'warning'),
    fixable: count(({ fixable }) => fixable),
    fixed: checks.reduce((sum, { fixed }) => sum + fixed.length, 0),
    unable: checks.filter(({ outcome }) => outcome === 'unable').length,
  }
  return { checks, findings, summary }
}
