import { describe, expect, test } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { actions } from './vectors/actions.ts'
import { arnConditions } from './vectors/arn-conditions.ts'
import { boundary } from './vectors/boundary.ts'
import { caller } from './vectors/caller.ts'
import { doubt } from './vectors/doubt.ts'
import { evaluation } from './vectors/evaluation.ts'
import { examples } from './vectors/examples.ts'
import { managed } from './vectors/managed.ts'
import { policyVariables } from './vectors/policy-variables.ts'
import { presence } from './vectors/presence.ts'
import { resources } from './vectors/resources.ts'
import { serviceExamples } from './vectors/service-examples.ts'
import { sets } from './vectors/sets.ts'
import { stringConditions } from './vectors/string-conditions.ts'
import { typedConditions } from './vectors/typed-conditions.ts'
import type { Vector } from './vectors/vector.ts'

const groups: Readonly<Record<string, readonly Vector[]>> = {
  evaluation,
  actions,
  resources,
  'string conditions': stringConditions,
  'typed conditions': typedConditions,
  'ARN conditions': arnConditions,
  presence,
  sets,
  'policy variables': policyVariables,
  boundary,
  managed,
  caller,
  examples,
  'examples of services': serviceExamples,
  doubt,
}
const all = Object.values(groups).flat()

describe.each(Object.entries(groups))('%s', (_, vectors) => {
  test.each(vectors)('$name: $expected', ({ policies, boundary: limit, request, expected, by }) => {
    const decision = evaluate({ identityPolicies: policies, boundary: limit, request })
    expect(decision.verdict, decision.because).toBe(expected)
    if (by !== undefined) expect(`${decision.by?.policy}/${decision.by?.statement}`).toBe(by)
  })
})

describe('knowing less', () => {
  test.each(all)('$name: the same or unknown', ({ policies, boundary: limit, request, expected }) => {
    const less = { ...request, contextIsComplete: false }
    const { verdict } = evaluate({ identityPolicies: policies, boundary: limit, request: less })
    expect([expected, 'unknown']).toContain(verdict)
  })

  test.each(all)('$name: and with a policy that cannot be read', ({ policies, boundary: limit, request, expected }) => {
    const hidden = { name: 'Hidden', unreadable: 'iam:GetPolicyVersion was refused' }
    const { verdict } = evaluate({ identityPolicies: [...policies, hidden], boundary: limit, request })
    if (request.action !== 'sts:GetCallerIdentity') expect(verdict).not.toBe('allowed')
    expect([expected, 'unknown']).toContain(verdict)
  })
})

test('there are at least 250, each its own, and each says where it comes from', () => {
  expect(all.length).toBeGreaterThanOrEqual(250)
  for (const { name, source } of all) {
    expect(source, name).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/-]+\.html · \S.+$/)
  }
  const contents = all.map(({ name: _, source: __, expected: ___, by: ____, ...question }) => JSON.stringify(question))
  const twice = all.filter((_, index) => contents.indexOf(contents[index] ?? '') !== index)
  expect(twice.map(({ name }) => name)).toEqual([])
})
