import { byAddress } from './addresses.ts'
import { byBytes, byDate, byNumber, byTruth, type Comparison } from './comparisons.ts'
import { type Matcher, matchArn, matchText } from './matchers.ts'
import { answer } from './three.ts'
import { lettersOf, placesOf } from './wildcard.ts'

export interface Operator {
  readonly matches: Matcher
  /** Whether the operator asks for the contrary: "Negated matching". */
  readonly negated: boolean
}

const plain =
  (compare: Comparison): Matcher =>
  (text) =>
  (_request, value) =>
    answer(compare(text, value))

const positive = (matches: Matcher): Operator => ({ matches, negated: false })
const negative = (matches: Matcher): Operator => ({ matches, negated: true })

const exactly = matchText(lettersOf)
const ignoringCase = matchText(lettersOf, true)
const like = matchText(placesOf)

/** reference_policies_elements_condition_operators, its tables from top to bottom; `Null` is in condition.ts. */
export const operators: Readonly<Record<string, Operator>> = {
  StringEquals: positive(exactly),
  StringNotEquals: negative(exactly),
  StringEqualsIgnoreCase: positive(ignoringCase),
  StringNotEqualsIgnoreCase: negative(ignoringCase),
  StringLike: positive(like),
  StringNotLike: negative(like),
  NumericEquals: positive(plain(byNumber((request, policy) => request === policy))),
  NumericNotEquals: negative(plain(byNumber((request, policy) => request === policy))),
  NumericLessThan: positive(plain(byNumber((request, policy) => request < policy))),
  NumericLessThanEquals: positive(plain(byNumber((request, policy) => request <= policy))),
  NumericGreaterThan: positive(plain(byNumber((request, policy) => request > policy))),
  NumericGreaterThanEquals: positive(plain(byNumber((request, policy) => request >= policy))),
  DateEquals: positive(plain(byDate((request, policy) => request === policy))),
  DateNotEquals: negative(plain(byDate((request, policy) => request === policy))),
  DateLessThan: positive(plain(byDate((request, policy) => request < policy))),
  DateLessThanEquals: positive(plain(byDate((request, policy) => request <= policy))),
  DateGreaterThan: positive(plain(byDate((request, policy) => request > policy))),
  DateGreaterThanEquals: positive(plain(byDate((request, policy) => request >= policy))),
  Bool: positive(plain(byTruth)),
  BinaryEquals: positive(plain(byBytes)),
  IpAddress: positive(plain(byAddress)),
  NotIpAddress: negative(plain(byAddress)),
  ArnEquals: positive(matchArn),
  ArnLike: positive(matchArn),
  ArnNotEquals: negative(matchArn),
  ArnNotLike: negative(matchArn),
}
