import type { AuthorizationRequest } from '../../../source/permissions/policy.ts'
import { makeTemplate } from './template.ts'
import type { Answer } from './three.ts'
import { blank, fits, type Place, placesOf } from './wildcard.ts'

/** Compiles one value of a condition to a question about one value of the request. */
export type Matcher = (
  text: string,
  version: string | undefined,
) => (request: AuthorizationRequest, value: string) => Answer

/** The string operators: exact, exact without case, with wildcards; all take policy variables. */
export const matchText =
  (read: (text: string) => readonly Place[], ignoresCase = false): Matcher =>
  (text, version) => {
    const template = makeTemplate(text, version, read)
    return (request, value) => {
      const pattern = template(request)
      // "When you use a variable with no value …, StringEquals or StringLike do not match."
      if (pattern === 'void') return 'no'
      return ignoresCase ? judge(pattern.map(lower), value.toLowerCase()) : judge(pattern, value)
    }
  }

const lower = (place: Place): Place =>
  place < 0 ? place : (String.fromCodePoint(place).toLowerCase().codePointAt(0) ?? place)

/**
 * "Each of the six colon-delimited components of the ARN is checked separately and each can include
 * wildcards"; ArnEquals does the same as ArnLike (reference_policies_elements_condition_operators, ARN).
 */
export const matchArn: Matcher = (text, version) => {
  const components = sixOf(text).map((component) => makeTemplate(component, version, placesOf))
  return (request, value) => {
    const given = sixOf(value)
    if (given.length !== components.length) return 'no'
    const answers = components.map((component, index): Answer => {
      const pattern = component(request)
      return pattern === 'void' ? 'no' : judge(pattern, given[index] ?? '')
    })
    if (answers.includes('no')) return 'no'
    return answers.includes('maybe') ? 'maybe' : 'yes'
  }
}

function judge(pattern: readonly Place[], value: string): Answer {
  if (!fits(pattern, value)) return 'no'
  return pattern.includes(blank) ? 'maybe' : 'yes'
}

/** arn, partition, service, region, account, and all the rest (reference-arns). */
function sixOf(arn: string): readonly string[] {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), parts.slice(5).join(':')]
}
