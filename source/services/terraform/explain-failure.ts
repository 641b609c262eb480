import { ToolError, type ToolFailure, type UserError } from '../../errors.ts'
import type { Diagnostic } from './event.ts'
import { findFailure } from './known-failures.ts'

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** `execution halted` and `context canceled` follow from another error or from our own interrupt. */
const isConsequence = ({ summary }: Diagnostic) => /^execution halted$|: context canceled$/.test(summary)

/**
 * Turns what Terraform complained about into one error for a person. The first complaint that is in
 * the table of known failures wins; otherwise the first one is passed on in Terraform's own words.
 */
export function explainFailure(diagnostics: readonly Diagnostic[], failure: ToolFailure): UserError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  for (const diagnostic of errors) {
    const known = findFailure(diagnostic)
    if (known) return known
  }
  const first = errors.find((diagnostic) => !isConsequence(diagnostic)) ?? errors[0]
  if (!first) {
    return new ToolError('TERRAFORM_FAILED', `${failure.tool} ended without saying why.`, failure)
  }
  const place = first.address ?? first.place
  const message = oneLine(`${first.summary}. ${first.detail}`.replace(/\.\. /, '. '))
  return new ToolError('TERRAFORM_FAILED', place ? `${place}: ${message}` : message, failure)
}

/** Warnings about choices made on purpose (both locks at once; buckets.tf says why the rule is inline). */
export function isExpectedWarning({ severity, summary, detail }: Diagnostic): boolean {
  if (severity !== 'warning') return false
  return (
    (summary === 'Deprecated Parameter' && detail.includes('dynamodb_table')) ||
    (summary === 'Argument is deprecated' && detail.startsWith('lifecycle_rule '))
  )
}
