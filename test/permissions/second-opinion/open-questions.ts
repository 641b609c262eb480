import type { Evaluation } from '../../../source/permissions/evaluate.ts'
import type { AuthorizationRequest, Statement } from '../../../source/permissions/policy.ts'
import { findKey } from './request-keys.ts'
import { makeResourceTest } from './resource.ts'

/**
 * What AWS's documentation leaves open, and what the cases therefore do not ask. Only the finished case shows the
 * three that are dropped here; never made by the generator are:
 *
 * - an IPv6 address without a prefix (the page says `/32` for all); numbers, dates or addresses that are none; years
 *   and months without a day; what ignoring case means beyond A to Z; `?` against a character of two code units
 * - an empty NotAction, NotResource, Condition or list of its values, save where a set operator or ...IfExists says
 *   what it means (of an empty Condition access-analyzer-reference-policy-checks says both that it and that its whole
 *   statement has no effect); an empty text in a key of several values
 * - set operators on keys of one value, and plain ones on keys of several; operators in odd case; two keys that differ
 *   by case only
 * - wildcards in an action's prefix or a resource's service; ARNs of fewer than six fields, save with a `*` at the end
 * - variables before the fifth colon, of several values, with wildcards in their value, or under Bool (two pages
 *   disagree); quoted wildcards in a policy of 2008
 */
export function hasOpenQuestion({ identityPolicies, boundary, request }: Evaluation): boolean {
  const policies = boundary === undefined ? identityPolicies : [...identityPolicies, boundary]
  return policies.some((policy) => {
    if (!('document' in policy)) return false
    const { Version: version, Statement: statements } = policy.document
    return [statements].flat().some((statement) => asksOpenly(statement, version, request))
  })
}

function asksOpenly(statement: Statement, version: string | undefined, request: AuthorizationRequest): boolean {
  return crossesColon(statement, version, request) || asksOpenCondition(statement, request)
}

/** A wildcard of a resource, other than a `*` at the end of a segment, that would have to cross a colon. */
function crossesColon(statement: Statement, version: string | undefined, request: AuthorizationRequest): boolean {
  return [statement.Resource ?? [], statement.NotResource ?? []]
    .flat(2)
    .filter((text) => /[*?]/.test(text) && text !== '*')
    .map((text) => makeResourceTest(text, version))
    .some((test) => test(request, 'anywhere') !== 'no' && test(request, 'within segments') === 'no')
}

/**
 * ForAnyValue is false without the key, ...IfExists is true: which of them wins is not written. An empty text "is
 * null" for a key that the user defines (reference_policies_elements_condition), for which of them the page leaves open.
 */
function asksOpenCondition({ Condition = {} }: Statement, request: AuthorizationRequest): boolean {
  return Object.entries(Condition).some(([operator, keys]) =>
    Object.keys(keys).some((key) => {
      const found = findKey(request, key)
      const hasValues = typeof found !== 'string' && found.length > 0
      if (/^ForAnyValue:.*IfExists$/.test(operator)) return !hasValues
      return operator === 'Null' && hasValues && found.includes('')
    }),
  )
}
