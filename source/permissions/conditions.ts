import { type ConditionOperator, conditionOperators } from './condition-operators.ts'
import { parseGlob } from './glob.ts'
import { type AuthorizationRequest, type ConditionBlock, manyOf } from './policy.ts'
import { every, not, some, type Truth, truthOf } from './truth.ts'
import { contextValue, expandVariables } from './variables.ts'

/** What is needed to judge a statement; `doubt` hears why an answer is unknown. */
export interface Scope {
  readonly request: AuthorizationRequest
  /** Policy variables exist from version 2012-10-17 on; before, `${…}` is plain text. */
  readonly hasVariables: boolean
  readonly doubt: (reason: string) => void
}

interface Operator {
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined
  readonly name: string
  readonly ifExists: boolean
}

function parseOperator(text: string): Operator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(text)
  const [, set, name, ifExists] = match ?? []
  return name === undefined ? undefined : { set: set as Operator['set'], name, ifExists: ifExists !== undefined }
}

function compareOne(operator: ConditionOperator, value: string, policyValues: readonly string[], scope: Scope): Truth {
  const fits = some(policyValues, (text) => {
    const expansion = scope.hasVariables
      ? expandVariables(text, scope.request)
      : { state: 'value' as const, glob: parseGlob(text) }
    if (expansion.state === 'absent') return 'no'
    if (expansion.state === 'unknown') {
      scope.doubt(`the value of ${expansion.key} is not known`)
      return 'unknown'
    }
    const outcome = operator.compare(value, expansion.glob)
    if (outcome !== undefined) return truthOf(outcome)
    scope.doubt(`"${value}" and "${text}" cannot be compared`)
    return 'unknown'
  })
  return operator.negated ? not(fits) : fits
}

function whenAbsent({ set, ifExists }: Operator, { negated }: ConditionOperator, scope: Scope): Truth {
  if (set === 'ForAllValues') return 'yes'
  if (set === 'ForAnyValue') {
    if (!ifExists) return 'no'
    scope.doubt('AWS does not say what ForAnyValue with IfExists means for an absent key')
    return 'unknown'
  }
  return truthOf(ifExists || negated)
}

function keyMatches(operator: Operator, key: string, policyValues: readonly string[], scope: Scope): Truth {
  const found = contextValue(scope.request, key)
  if (found.state === 'unknown') {
    scope.doubt(`the value of ${key} is not known`)
    return 'unknown'
  }
  if (operator.name === 'Null' && !operator.ifExists) {
    return some(policyValues, (value) => truthOf((value.toLowerCase() === 'true') === (found.state === 'absent')))
  }
  const known = conditionOperators.get(operator.name)
  if (known === undefined) {
    scope.doubt(`the condition operator ${operator.name} is not known`)
    return 'unknown'
  }
  if (found.state === 'absent') return whenAbsent(operator, known, scope)
  const test = (value: string) => compareOne(known, value, policyValues, scope)
  if (operator.set === 'ForAllValues') return every(found.values, test)
  if (operator.set === 'ForAnyValue' || found.values.length === 1) return some(found.values, test)
  scope.doubt(`${key} has several values and the condition does not say whether all or any must fit`)
  return 'unknown'
}

/** All operators and all their keys must hold; of a key's values one must fit. */
export function conditionsHold(conditions: ConditionBlock, scope: Scope): Truth {
  return every(Object.entries(conditions), ([text, keys]) => {
    const operator = parseOperator(text)
    if (operator === undefined) {
      scope.doubt(`the condition operator ${text} is not known`)
      return 'unknown'
    }
    return every(Object.entries(keys), ([key, values]) => keyMatches(operator, key, manyOf(values).map(String), scope))
  })
}
