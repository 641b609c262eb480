import type { AuthorizationRequest, ConditionBlock } from '../../../source/permissions/policy.ts'
import { operators } from './operators.ts'
import { findKey } from './request-keys.ts'
import { type Answer, answer, anyOne, deny, everyOne } from './three.ts'

export type Test = (request: AuthorizationRequest) => Answer

/** All operators, and all keys of an operator, have to hold (reference_policies_condition-logic-multiple-context-keys-or-values). */
export function makeConditionTest(block: ConditionBlock, version: string | undefined): Test {
  const tests = Object.entries(block).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, values]) => makeKeyTest(name, key, [values].flat().map(String), version)),
  )
  return (request) => everyOne(tests.map((test) => test(request)))
}

const spelling = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/

function makeKeyTest(name: string, key: string, values: readonly string[], version: string | undefined): Test {
  if (name === 'Null') return makeNullTest(key, values)
  const [, quantifier, base = '', ifExists] = spelling.exec(name) ?? []
  const operator = operators[base]
  if (operator === undefined) throw new Error(`The generator wrote an operator that is not documented: ${name}`)
  const questions = values.map((value) => operator.matches(value, version))

  /** Several values of the policy: any of them (OR), and for a negated operator none of them (NOR). */
  const holds = (request: AuthorizationRequest, value: string): Answer => {
    const matched = anyOne(questions.map((question) => question(request, value)))
    return operator.negated ? deny(matched) : matched
  }

  return (request) => {
    const found = findKey(request, key)
    if (found === 'unheard') return quantifier === 'ForAnyValue' && values.length === 0 ? 'no' : 'maybe'
    if (found === 'absent') {
      // reference_policies_condition-single-vs-multi-valued-context-keys: ForAllValues "also returns true if there are
      // no context keys in the request" …
      if (quantifier === 'ForAllValues') return 'yes'
      // … and with ForAnyValue "for no matching context key … the condition returns false".
      if (quantifier === 'ForAnyValue') return 'no'
      // "If the key is not present, evaluate the condition element as true."
      if (ifExists) return 'yes'
      // "the values do not match and the condition is false", true for those that ask for no match.
      return answer(operator.negated)
    }
    const answers = found.map((value) => holds(request, value))
    return quantifier === 'ForAnyValue' ? anyOne(answers) : everyOne(answers)
  }
}

/**
 * `true`: the key doesn't exist, `false`: "the key exists and its value is not null"; a key with an empty
 * list counts as null (reference_policies_condition_examples-multi-valued-context-keys).
 */
function makeNullTest(key: string, values: readonly string[]): Test {
  return (request) => {
    const found = findKey(request, key)
    if (found === 'unheard') return 'maybe'
    const missing = found === 'absent' || found.length === 0
    return answer(values.includes(String(missing)))
  }
}
