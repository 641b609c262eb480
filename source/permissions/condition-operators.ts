import { arnLike } from './arn.ts'
import { lowerAscii } from './ascii.ts'
import { type Glob, globMatches, globOf, globText } from './glob.ts'
import { isInRange } from './ip-range.ts'
import { momentOf } from './moment.ts'

/** Compares a value of the request with one of the policy; undefined when it cannot be judged. */
type Comparison = (requested: string, policy: Glob) => boolean | undefined

export interface ConditionOperator {
  readonly compare: Comparison
  /** Negated operators (StringNotEquals …): true when no value of the policy fits. */
  readonly negated: boolean
  /**
   * Whether `${…}` in its values is a policy variable. Bool: one page of the IAM user guide says yes
   * ("Condition operators"), another no ("Variables and tags").
   */
  readonly variables: 'yes' | 'no' | 'disputed'
  /** False when `*` and `?` in its values are themselves. */
  readonly wildcards?: false
}

type Order = (a: number, b: number) => boolean

/** An integer or a decimal; more digits than a number holds exactly are not compared. */
const numberIn = (text: string) => (text.length <= 15 && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined)

const ordered =
  (read: (text: string) => number | undefined, test: Order): Comparison =>
  (requested, policy) => {
    const [a, b] = [read(requested), read(globText(policy))]
    return a === undefined || b === undefined ? undefined : test(a, b)
  }

const orders = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThan: (a, b) => a > b,
  GreaterThanEquals: (a, b) => a >= b,
} satisfies Record<string, Order>

/** Beyond A to Z it is not said what "ignoring case" means. */
const equalsIgnoreCase: Comparison = (requested, policy) => {
  const fits = (lower: (text: string) => string) => {
    const parts = policy.parts.map((part) => (typeof part === 'string' ? lower(part) : part))
    return globMatches(globOf(parts), lower(requested))
  }
  if (fits(lowerAscii)) return true
  return fits((text) => text.toLowerCase()) ? undefined : false
}

const isBoolean = (text: string) => text === 'true' || text === 'false'
const bool: Comparison = (requested, policy) => {
  const [a, b] = [lowerAscii(requested), lowerAscii(globText(policy))]
  return isBoolean(a) && isBoolean(b) ? a === b : undefined
}

const isBase64 = (text: string) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
const binary: Comparison = (requested, policy) => {
  const text = globText(policy)
  return isBase64(requested) && isBase64(text) ? requested === text : undefined
}

/** Of a text whose wildcards are themselves: equal. */
const like: Comparison = (requested, policy) => globMatches(policy, requested)
const arn: Comparison = (requested, policy) => arnLike(policy, requested)
const ip: Comparison = (requested, policy) => isInRange(requested, globText(policy))

type Variables = ConditionOperator['variables']
const is = (compare: Comparison, variables: Variables): ConditionOperator => ({ compare, negated: false, variables })
const isNot = (compare: Comparison, variables: Variables): ConditionOperator => ({ compare, negated: true, variables })

/** Every operator of the IAM user guide's "Condition operators" but `Null`, which compares nothing. */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ['StringEquals', { ...is(like, 'yes'), wildcards: false }],
  ['StringNotEquals', { ...isNot(like, 'yes'), wildcards: false }],
  ['StringEqualsIgnoreCase', { ...is(equalsIgnoreCase, 'yes'), wildcards: false }],
  ['StringNotEqualsIgnoreCase', { ...isNot(equalsIgnoreCase, 'yes'), wildcards: false }],
  ['StringLike', is(like, 'yes')],
  ['StringNotLike', isNot(like, 'yes')],
  ['Bool', is(bool, 'disputed')],
  ['BinaryEquals', is(binary, 'no')],
  ['IpAddress', is(ip, 'no')],
  ['NotIpAddress', isNot(ip, 'no')],
  ['ArnEquals', is(arn, 'yes')],
  ['ArnLike', is(arn, 'yes')],
  ['ArnNotEquals', isNot(arn, 'yes')],
  ['ArnNotLike', isNot(arn, 'yes')],
  ['NumericNotEquals', isNot(ordered(numberIn, orders.Equals), 'no')],
  ['DateNotEquals', isNot(ordered(momentOf, orders.Equals), 'no')],
  ...Object.entries(orders).flatMap(([name, order]): [string, ConditionOperator][] => [
    [`Numeric${name}`, is(ordered(numberIn, order), 'no')],
    [`Date${name}`, is(ordered(momentOf, order), 'no')],
  ]),
])
