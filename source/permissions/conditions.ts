import { lowerAscii } from './ascii.ts'
import { type ConditionOperator, conditionOperators } from './condition-operators.ts'
import { literalParts, parseGlob, partsOf } from './glob.ts'
import { type AuthorizationRequest, type ConditionBlock, manyOf } from './policy.ts'
import { type ContextValue, contextValue } from './request-values.ts'
import { shownText } from './shown-text.ts'
import { every, not, some, type Truth, truthOf } from './truth.ts'
import { expandText, type PolicyText, policyText } from './variables.ts'

/** What is needed to judge a statement; `doubt` hears why an answer is unknown. */
export interface Scope {
  readonly request: AuthorizationRequest
  readonly doubt: (reason: string) => void
}

/** One condition key under one operator, taken apart once. */
export interface CompiledCondition {
  readonly name: string
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined
  readonly ifExists: boolean
  /** Undefined for `Null` and for what nobody knows. */
  readonly operator: ConditionOperator | undefined
  readonly key: string
  readonly values: readonly PolicyText[]
}

const prefixes = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/

/** @param hasVariables from policy version 2012-10-17 on. */
export function compileConditions(conditions: ConditionBlock, hasVariables: boolean): readonly CompiledCondition[] {
  return Object.entries(conditions).flatMap(([text, keys]) => {
    const [, set, name = text, ifExists] = prefixes.exec(text) ?? []
    const operator = conditionOperators.get(name)
    return Object.entries(keys).map(([key, values]) => ({
      name,
      set: set as CompiledCondition['set'],
      ifExists: ifExists !== undefined,
      operator,
      key,
      values: manyOf(values).map((value) =>
        operator?.variables === 'no'
          ? { text: String(value), glob: parseGlob(String(value)), isEarly: false }
          : policyText(String(value), hasVariables, operator?.wildcards === false ? literalParts : partsOf),
      ),
    }))
  })
}

const doubted = (scope: Scope, reason: string): Truth => {
  scope.doubt(reason)
  return 'unknown'
}

function fitsOne(operator: ConditionOperator, requested: string, value: PolicyText, scope: Scope): Truth {
  if (operator.variables === 'disputed' && value.glob === undefined) {
    return doubted(scope, 'AWS says both that Bool takes policy variables and that it does not')
  }
  const expansion = expandText(value, scope.request)
  if (expansion.state === 'absent') return 'no'
  if (expansion.state === 'unknown') {
    if (expansion.widest !== undefined && operator.compare(requested, expansion.widest) === false) return 'no'
    return doubted(scope, shownText(expansion.reason))
  }
  const outcome = operator.compare(requested, expansion.glob)
  if (outcome !== undefined) return truthOf(outcome)
  return doubted(scope, `"${shownText(requested)}" and "${shownText(value.text)}" cannot be compared`)
}

/** One value of the request: fits when one of the policy's does, and for a negated operator when none does. */
function fits(operator: ConditionOperator, requested: string, values: readonly PolicyText[], scope: Scope): Truth {
  const truth = some(values, (value) => fitsOne(operator, requested, value, scope))
  return operator.negated ? not(truth) : truth
}

/** IAM user guide, "Condition operators" and "Set operators for multivalued context keys". */
function whenAbsent({ set, ifExists, operator }: CompiledCondition, scope: Scope): Truth {
  if (set === 'ForAllValues') return 'yes'
  if (set === undefined) return truthOf(ifExists || operator?.negated === true)
  return ifExists ? doubted(scope, 'AWS does not say what ForAnyValue with IfExists means for an absent key') : 'no'
}

/** Of nothing but empty texts AWS says that they are a null data set. */
const isNothing = (values: readonly string[]) => values.every((value) => value === '')

/** `Null` asks whether a key is absent; with a set operator it is always true or always false (policy checks). */
function isNull(condition: CompiledCondition, found: ContextValue, scope: Scope): Truth {
  if (condition.ifExists) return doubted(scope, 'Null cannot have IfExists')
  if (condition.set !== undefined) return truthOf(condition.set === 'ForAllValues')
  if (found.state === 'unknown') return doubted(scope, `the value of ${shownText(condition.key)} is not known`)
  if (found.state === 'present' && isNothing(found.values)) {
    return doubted(scope, `AWS does not say whether an empty ${shownText(condition.key)} is null`)
  }
  return some(condition.values, ({ text }) => {
    const wanted = lowerAscii(text)
    if (wanted !== 'true' && wanted !== 'false') return doubted(scope, `"${shownText(text)}" is neither true nor false`)
    return truthOf((wanted === 'true') === (found.state === 'absent'))
  })
}

function setFits(condition: CompiledCondition, operator: ConditionOperator, found: readonly string[], scope: Scope) {
  const test = (requested: string) => fits(operator, requested, condition.values, scope)
  if (condition.set === 'ForAllValues') return isNothing(found) ? 'yes' : every(found, test)
  if (condition.set === undefined) return test(found[0] ?? '')
  const truth = some(found, test)
  if (truth !== 'yes' || !isNothing(found)) return truth
  return doubted(scope, `AWS calls an empty ${shownText(condition.key)} both a value and none`)
}

/** A list without values: Access Analyzer's policy checks, "Empty array condition" and its variants. */
function withoutValues({ set, ifExists, operator, key }: CompiledCondition, found: ContextValue, scope: Scope): Truth {
  if (set === 'ForAnyValue') return 'no'
  const isPlain = set === undefined && !ifExists
  if (isPlain || operator?.negated) return doubted(scope, `the condition on ${shownText(key)} has no values`)
  if (found.state === 'unknown') return doubted(scope, `the value of ${shownText(key)} is not known`)
  return truthOf(found.state === 'absent')
}

function keyMatches(condition: CompiledCondition, scope: Scope): Truth {
  const { name, set, operator, key, values } = condition
  const found = contextValue(scope.request, key)
  if (name === 'Null') return isNull(condition, found, scope)
  if (operator === undefined) return doubted(scope, `the condition operator ${shownText(name)} is not known`)
  if (values.length === 0) return withoutValues(condition, found, scope)
  if (found.state === 'unknown') return doubted(scope, `the value of ${shownText(key)} is not known`)
  if (found.state === 'absent') return whenAbsent(condition, scope)
  if (set === undefined && found.values.length > 1) {
    return doubted(
      scope,
      `${shownText(key)} has several values and the condition does not say whether all or any must fit`,
    )
  }
  return setFits(condition, operator, found.values, scope)
}

/** All operators and all their keys must hold; of a key's values one must fit. */
export const conditionsHold = (conditions: readonly CompiledCondition[], scope: Scope): Truth =>
  every(conditions, (condition) => keyMatches(condition, scope))
