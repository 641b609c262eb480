import type { Evaluation, Verdict } from '../../../source/permissions/evaluate.ts'
import type { AuthorizationRequest, Effect, NamedPolicy, Statement } from '../../../source/permissions/policy.ts'
import { makeConditionTest, type Test } from './condition.ts'
import { makeResourceListTest } from './resource.ts'
import { type Answer, answer, anyOne, deny, everyOne, everyOneOf } from './three.ts'
import { fits, placesOf } from './wildcard.ts'

export interface Opinion {
  readonly verdict: Verdict
  /** A Deny statement surely applies; otherwise a denial is the implicit one. */
  readonly explicit: boolean
  /** Each statement that surely applies, as `policy/statement`, by its effect. */
  readonly applying: Readonly<Record<Effect, readonly string[]>>
}

/** Prefix and name of an action ignore case and take wildcards (reference_policies_elements_action). */
function makeActionTest(texts: readonly string[]): Test {
  const patterns = texts.map((text) => placesOf(text.toLowerCase()))
  return ({ action }) => answer(patterns.some((pattern) => fits(pattern, action.toLowerCase())))
}

const unless =
  (test: Test): Test =>
  (request) =>
    deny(test(request))

/**
 * NotAction and NotResource are "everything except" (their own pages). An empty list of actions or
 * resources "does not affect the policy" (access-analyzer-reference-policy-checks).
 */
export function makeStatementTest(statement: Statement, version: string | undefined): Test {
  const listOf = (value: string | readonly string[] | undefined) => [value ?? []].flat()
  const tests = [
    statement.NotAction === undefined
      ? makeActionTest(listOf(statement.Action))
      : unless(makeActionTest(listOf(statement.NotAction))),
    statement.NotResource === undefined
      ? makeResourceListTest(listOf(statement.Resource), version)
      : unless(makeResourceListTest(listOf(statement.NotResource), version)),
    makeConditionTest(statement.Condition ?? {}, version),
  ]
  return (request) => everyOneOf(tests, (test) => test(request))
}

/** "No permissions are required to perform this operation", and no Deny stops it (API reference of STS, GetCallerIdentity). */
const needsNoPermission = 'sts:getcalleridentity'
const free: Opinion = { verdict: 'allowed', explicit: false, applying: { Allow: [], Deny: [] } }

interface Said {
  readonly allow: Answer
  readonly deny: Answer
  readonly applying: readonly (readonly [Effect, string])[]
}

function hear(policies: readonly NamedPolicy[], request: AuthorizationRequest): Said {
  const said: Record<Effect, Answer[]> = { Allow: [], Deny: [] }
  const applying: (readonly [Effect, string])[] = []
  for (const policy of policies) {
    if (!('document' in policy)) {
      said.Allow.push('maybe')
      said.Deny.push('maybe')
      continue
    }
    for (const [index, statement] of [policy.document.Statement].flat().entries()) {
      const applies = makeStatementTest(statement, policy.document.Version)(request)
      said[statement.Effect].push(applies)
      if (applies === 'yes')
        applying.push([statement.Effect, `${policy.name}/${statement.Sid ?? `statement ${index + 1}`}`])
    }
  }
  return { allow: anyOne(said.Allow), deny: anyOne(said.Deny), applying }
}

/**
 * Nothing is allowed by default; a Deny that applies, also in the boundary, ends it; what is left needs an
 * Allow of an identity policy and, where there is a boundary, one of the boundary
 * (reference_policies_evaluation-logic, access_policies_boundaries).
 */
export function decide({ identityPolicies, boundary, request }: Evaluation): Opinion {
  if (request.action.toLowerCase() === needsNoPermission) return free
  const identity = hear(identityPolicies, request)
  const limit = boundary === undefined ? undefined : hear([boundary], request)
  const denied = anyOne([identity.deny, limit?.deny ?? 'no'])
  const granted = everyOne([identity.allow, limit?.allow ?? 'yes'])
  const applying = [...identity.applying, ...(limit?.applying ?? [])]
  const those = (effect: Effect) => applying.filter(([its]) => its === effect).map(([, name]) => name)
  return {
    verdict: verdictOf(everyOne([granted, deny(denied)])),
    explicit: denied === 'yes',
    applying: { Allow: those('Allow'), Deny: those('Deny') },
  }
}

const verdictOf = (allowed: Answer): Verdict =>
  allowed === 'yes' ? 'allowed' : allowed === 'no' ? 'denied' : 'unknown'
