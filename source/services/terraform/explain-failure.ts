import { ToolError, type ToolFailure, type UserError } from '../../errors.ts'
import { describeTrouble, findTrouble, troubleOf } from '../../troubles/find-trouble.ts'
import type { Facts } from '../../troubles/trouble.ts'
import type { Diagnostic } from './event.ts'
import { parseLockInfo } from './lock-info.ts'

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** `execution halted` and `context canceled` follow from another error or from our own interrupt. */
const isConsequence = ({ summary }: Diagnostic) => /^execution halted$|: context canceled$/.test(summary)

/**
 * AWS's names for what went wrong, as Terraform prints them: behind `api error`, or right behind the
 * request's ids where the error is one that the service's model knows.
 */
const errorNames = /(?:\bapi error|\bRequestID: [^,\s]*,(?: HostID: [^,]*,)?) (?!HostID:)(\w+):/g

/** Everything that the table can use of one complaint. */
function factsOf({ summary, detail, address }: Diagnostic): Facts {
  const text = `${summary}\n${detail}`
  const { service, operation } = /operation error (?<service>\w[\w ]*): (?<operation>\w+)/.exec(text)?.groups ?? {}
  return {
    text,
    address,
    service,
    operation,
    names: [...text.matchAll(errorNames)].flatMap(([, name]) => name ?? []),
    lock: parseLockInfo(text),
  }
}

/**
 * Turns what Terraform complained about into one error for a person. The first complaint that is in
 * the table of known troubles wins; otherwise the first one is passed on in Terraform's own words.
 * @param known what the caller knows besides, such as the environment.
 */
export function explainFailure(
  diagnostics: readonly Diagnostic[],
  failure: ToolFailure,
  known: Pick<Facts, 'environment'> = {},
): UserError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const doing = `running ${failure.command.split(' ').slice(0, 2).join(' ')}`
  for (const diagnostic of errors) {
    const trouble = findTrouble({ ...factsOf(diagnostic), ...known, doing })
    if (trouble) return describeTrouble(trouble)
  }
  const first = errors.find((diagnostic) => !isConsequence(diagnostic)) ?? errors[0]
  const { cause, mend, link } = troubleOf('TERRAFORM_FAILED')
  const message = cause(first ? { address: first.address ?? first.place, text: wordsOf(first) } : {})
  return new ToolError('TERRAFORM_FAILED', message, failure, mend({}), { link })
}

const wordsOf = ({ summary, detail }: Diagnostic) => oneLine(`${summary}. ${detail}`.replace(/\.\. /, '. '))

/** Warnings about choices made on purpose (both locks at once; buckets.tf says why the rule is inline). */
export function isExpectedWarning({ severity, summary, detail }: Diagnostic): boolean {
  if (severity !== 'warning') return false
  return (
    (summary === 'Deprecated Parameter' && detail.includes('dynamodb_table')) ||
    (summary === 'Argument is deprecated' && detail.startsWith('lifecycle_rule '))
  )
}
