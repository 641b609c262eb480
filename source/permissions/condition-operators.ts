import { arnLike } from './arn.ts'
import { type Glob, globMatches, globText } from './glob.ts'
import { isInRange } from './ip-range.ts'

/** Compares a value of the request with one of the policy; undefined when it cannot be judged. */
type Comparison = (requested: string, policy: Glob) => boolean | undefined

export interface ConditionOperator {
  readonly compare: Comparison
  /** Negated operators (StringNotEquals …): true when no value of the policy fits. */
  readonly negated: boolean
}

const numeric =
  (test: (a: number, b: number) => boolean): Comparison =>
  (requested, policy) => {
    const [a, b] = [requested, globText(policy)].map((text) => (text.trim() === '' ? Number.NaN : Number(text)))
    return a === undefined || b === undefined || Number.isNaN(a) || Number.isNaN(b) ? undefined : test(a, b)
  }

/** Milliseconds since 1970 of an ISO 8601 date or of epoch seconds. */
function momentOf(text: string): number {
  return /^\d{5,}(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text)
}

const date =
  (test: (a: number, b: number) => boolean): Comparison =>
  (requested, policy) => {
    const [a, b] = [momentOf(requested), momentOf(globText(policy))]
    return Number.isNaN(a) || Number.isNaN(b) ? undefined : test(a, b)
  }

const orderings = {
  Equals: (a: number, b: number) => a === b,
  LessThan: (a: number, b: number) => a < b,
  LessThanEquals: (a: number, b: number) => a <= b,
  GreaterThan: (a: number, b: number) => a > b,
  GreaterThanEquals: (a: number, b: number) => a >= b,
}

const equals: Comparison = (requested, policy) => requested === globText(policy)
const equalsIgnoreCase: Comparison = (requested, policy) => requested.toLowerCase() === globText(policy).toLowerCase()
const like: Comparison = (requested, policy) => globMatches(policy, requested)
const arn: Comparison = (requested, policy) => arnLike(policy, requested)
const ip: Comparison = (requested, policy) => isInRange(requested, globText(policy))

const is = (compare: Comparison): ConditionOperator => ({ compare, negated: false })
const isNot = (compare: Comparison): ConditionOperator => ({ compare, negated: true })

/** Every operator of the IAM user guide's "Condition operators" but `Null`, which compares nothing. */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ['StringEquals', is(equals)],
  ['StringNotEquals', isNot(equals)],
  ['StringEqualsIgnoreCase', is(equalsIgnoreCase)],
  ['StringNotEqualsIgnoreCase', isNot(equalsIgnoreCase)],
  ['StringLike', is(like)],
  ['StringNotLike', isNot(like)],
  ['Bool', is(equalsIgnoreCase)],
  ['BinaryEquals', is(equals)],
  ['IpAddress', is(ip)],
  ['NotIpAddress', isNot(ip)],
  ['ArnEquals', is(arn)],
  ['ArnLike', is(arn)],
  ['ArnNotEquals', isNot(arn)],
  ['ArnNotLike', isNot(arn)],
  ['NumericNotEquals', isNot(numeric(orderings.Equals))],
  ['DateNotEquals', isNot(date(orderings.Equals))],
  ...Object.entries(orderings).flatMap(([name, test]): [string, ConditionOperator][] => [
    [`Numeric${name}`, is(numeric(test))],
    [`Date${name}`, is(date(test))],
  ]),
])
