import type { AuthorizationRequest, ConditionBlock, OneOrMany } from '../../../../source/permissions/policy.ts'
import { type Key, type Kind, keys } from './keys.ts'
import { makePolicyValue } from './make-policy-value.ts'
import { oddCase, oneOrList, type Page } from './spell.ts'

type Value = string | number | boolean

const operatorsFor: Readonly<Record<Kind, readonly string[]>> = {
  text: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringLike',
    'StringNotLike',
  ],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  number: ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
    (o) => `Numeric${o}`,
  ),
  date: ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
    (o) => `Date${o}`,
  ),
  truth: ['Bool'],
  address: ['IpAddress', 'NotIpAddress'],
  bytes: ['BinaryEquals'],
}

export function makeCondition(page: Page, request: AuthorizationRequest): ConditionBlock {
  const { dice } = page
  const block: Record<string, Record<string, OneOrMany<Value>>> = {}
  for (const key of dice.some(keys, 1, dice.chance(0.7) ? 1 : 3)) {
    const [operator, values] = makeTest(page, request, key)
    const tests = block[operator] ?? {}
    tests[oddCase(dice, key.name)] = values
    block[operator] = tests
  }
  return block
}

function makeTest(page: Page, request: AuthorizationRequest, key: Key): [operator: string, values: OneOrMany<Value>] {
  const { dice } = page
  if (dice.chance(0.1)) return ['Null', dice.pick<OneOrMany<Value>>(['true', 'false', ['true'], true, false])]
  const base = dice.pick(operatorsFor[key.kind])
  const quantifier = key.many ? dice.pick(['ForAllValues:', 'ForAnyValue:']) : ''
  const suffix = dice.chance(0.2) ? 'IfExists' : ''
  const operator = `${quantifier}${base}${suffix}`
  // Without values a set operator and ...IfExists are documented, others are not: see open-questions.ts.
  const emptyIsKnown = (quantifier !== '' || suffix !== '') && !base.includes('Not')
  if (emptyIsKnown && dice.chance(0.05)) return [operator, []]
  // "The condition key does not support multiple Boolean values" (access-analyzer-reference-policy-checks).
  const count = key.kind === 'truth' ? 1 : 1 + dice.below(3)
  const values = Array.from({ length: count }, () => makePolicyValue(page, request, key, base))
  return [operator, oneOrList(dice, values)]
}
