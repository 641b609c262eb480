// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like template strings.
import { describe, expect, test } from 'vitest'
import { conditionsHold } from '../../source/permissions/conditions.ts'
import type { ConditionBlock, RequestContext } from '../../source/permissions/policy.ts'
import type { Truth } from '../../source/permissions/truth.ts'

type Case = readonly [conditions: ConditionBlock, context: RequestContext, complete: Truth, incomplete?: Truth]

/** Source: IAM user guide, "Condition operators" and "Multivalued context keys"; `incomplete`: the key may still exist. */
const cases: readonly Case[] = [
  [{ StringEquals: { 'aws:username': 'john' } }, { 'aws:username': 'john' }, 'yes'],
  [{ StringEquals: { 'AWS:UserName': 'john' } }, { 'aws:username': 'john' }, 'yes'],
  [{ StringEquals: { 'aws:username': 'john' } }, { 'aws:username': 'John' }, 'no'],
  [{ StringEquals: { 'aws:username': 'j*' } }, { 'aws:username': 'john' }, 'no'],
  [{ StringEquals: { 'aws:username': ['ann', 'john'] } }, { 'aws:username': 'john' }, 'yes'],
  [{ StringEquals: { k: 'a' } }, {}, 'no', 'unknown'],
  [{ StringEquals: { k: 'a' } }, { k: null }, 'no'],
  [{ StringNotEquals: { k: 'a' } }, { k: 'b' }, 'yes'],
  [{ StringNotEquals: { k: ['a', 'b'] } }, { k: 'b' }, 'no'],
  [{ StringNotEquals: { k: 'a' } }, {}, 'yes', 'unknown'],
  [{ StringEqualsIgnoreCase: { k: 'JOHN' } }, { k: 'john' }, 'yes'],
  [{ StringNotEqualsIgnoreCase: { k: 'JOHN' } }, { k: 'john' }, 'no'],
  [{ StringLike: { k: 'jo?n*' } }, { k: 'john' }, 'yes'],
  [{ StringLike: { k: 'JO*' } }, { k: 'john' }, 'no'],
  [{ StringNotLike: { k: 'jo*' } }, { k: 'ann' }, 'yes'],
  [{ StringNotLike: { k: 'jo*' } }, {}, 'yes', 'unknown'],
  [{ StringEqualsIfExists: { k: 'a' } }, {}, 'yes', 'unknown'],
  [{ StringEqualsIfExists: { k: 'a' } }, { k: 'b' }, 'no'],
  [{ NumericLessThanEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }, 'yes'],
  [{ NumericLessThan: { 's3:max-keys': 10 } }, { 's3:max-keys': '10' }, 'no'],
  [{ NumericGreaterThan: { k: '9' } }, { k: '10' }, 'yes'],
  [{ NumericGreaterThanEquals: { k: '9' } }, { k: '8.5' }, 'no'],
  [{ NumericEquals: { k: '10' } }, { k: '10.0' }, 'yes'],
  [{ NumericNotEquals: { k: '10' } }, { k: '11' }, 'yes'],
  [{ NumericEquals: { k: 'ten' } }, { k: '10' }, 'unknown'],
  [
    { DateGreaterThan: { 'aws:CurrentTime': '2024-01-01T00:00:00Z' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'yes',
  ],
  [
    { DateLessThan: { 'aws:CurrentTime': '2024-01-01T00:00:00Z' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'no',
  ],
  [{ DateLessThan: { 'aws:EpochTime': '2024-01-01T00:00:00Z' } }, { 'aws:EpochTime': '1700000000' }, 'yes'],
  [{ DateEquals: { k: '1700000000' } }, { k: '2023-11-14T22:13:20Z' }, 'yes'],
  [{ DateNotEquals: { k: '2024-01-01' } }, { k: '2024-01-01T00:00:00Z' }, 'no'],
  [{ DateEquals: { k: 'tomorrow' } }, { k: '2024-01-01' }, 'unknown'],
  [{ Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'true' }, 'yes'],
  [{ Bool: { 'aws:SecureTransport': false } }, { 'aws:SecureTransport': 'true' }, 'no'],
  [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, 'no', 'unknown'],
  [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, 'yes', 'unknown'],
  [{ BinaryEquals: { k: 'QmluYXJ5' } }, { k: 'QmluYXJ5' }, 'yes'],
  [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.113.7' }, 'yes'],
  [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.114.7' }, 'no'],
  [{ IpAddress: { 'aws:SourceIp': '203.0.113.7' } }, { 'aws:SourceIp': '203.0.113.7' }, 'yes'],
  [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '203.0.113.7' }, 'yes'],
  [{ IpAddress: { 'aws:SourceIp': '2001:DB8:1234:5678::/64' } }, { 'aws:SourceIp': '2001:db8:1234:5678::1' }, 'yes'],
  [{ IpAddress: { 'aws:SourceIp': '2001:DB8:1234:5678::/64' } }, { 'aws:SourceIp': '203.0.113.7' }, 'no'],
  [{ NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } }, { 'aws:SourceIp': '203.0.113.7' }, 'no'],
  [{ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, {}, 'yes', 'unknown'],
  [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/33' } }, { 'aws:SourceIp': '203.0.113.7' }, 'unknown'],
  [
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:123456789012:topic' } },
    { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:topic' },
    'yes',
  ],
  [
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:topic' } },
    { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:topic' },
    'no',
  ],
  [
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
    { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/a/b' },
    'yes',
  ],
  [
    { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
    { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/b' },
    'yes',
  ],
  [{ ArnNotEquals: { k: 'arn:aws:iam::1:role/x' } }, {}, 'yes', 'unknown'],
  [{ Null: { 'aws:TokenIssueTime': 'true' } }, {}, 'yes', 'unknown'],
  [{ Null: { 'aws:TokenIssueTime': 'true' } }, { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' }, 'no'],
  [{ Null: { 'aws:TokenIssueTime': 'false' } }, { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' }, 'yes'],
  [{ Null: { 'aws:TokenIssueTime': false } }, { 'aws:TokenIssueTime': null }, 'no'],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['b', 'a'] }, 'yes'],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['a', 'c'] }, 'no'],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, 'yes', 'unknown'],
  [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, { 'aws:TagKeys': [] }, 'yes'],
  [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['c', 'a'] }, 'yes'],
  [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['c'] }, 'no'],
  [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, 'no', 'unknown'],
  [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a'] } }, { 'aws:TagKeys': ['a', 'b'] }, 'yes'],
  [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['a'] } }, { 'aws:TagKeys': ['a', 'b'] }, 'no'],
  [{ 'ForAnyValue:StringLike': { 'aws:TagKeys': ['Owner:*'] } }, { 'aws:TagKeys': ['x', 'Owner:me'] }, 'yes'],
  [{ 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a'] } }, {}, 'unknown'],
  [{ StringEquals: { 'aws:TagKeys': 'a' } }, { 'aws:TagKeys': ['a', 'b'] }, 'unknown'],
  [{ StringEquals: { k: 'a' }, Bool: { s: 'true' } }, { k: 'a', s: 'true' }, 'yes'],
  [{ StringEquals: { k: 'a' }, Bool: { s: 'true' } }, { k: 'a', s: 'false' }, 'no'],
  [{ StringEquals: { k: 'a', l: 'b' } }, { k: 'a', l: 'x' }, 'no'],
  [{ StringResembles: { k: 'a' } }, { k: 'a' }, 'unknown'],
  [{ 'ForSomeValues:StringEquals': { k: 'a' } }, { k: 'a' }, 'unknown'],
  // Policy variables.
  [
    { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
    { 'aws:ResourceTag/owner': 'ann', 'aws:username': 'ann' },
    'yes',
  ],
  [{ StringEquals: { k: '${aws:username}' } }, { k: 'ann', 'aws:username': null }, 'no'],
  [{ StringNotEquals: { k: '${aws:username}' } }, { k: 'ann', 'aws:username': null }, 'yes'],
  [{ StringEquals: { k: '${aws:username}' } }, { k: 'ann' }, 'no', 'unknown'],
  [{ StringLike: { k: '${*}' } }, { k: 'anything' }, 'no'],
  [{ StringLike: { k: 'a${*}c' } }, { k: 'a*c' }, 'yes'],
  [{ StringLike: { k: '${aws:username}*' } }, { k: 'abc', 'aws:username': '*' }, 'no'],
  [
    { StringEquals: { k: "${aws:PrincipalTag/team, 'company-wide'}" } },
    { k: 'company-wide', 'aws:PrincipalTag/team': null },
    'yes',
  ],
]

const hold = (conditions: ConditionBlock, context: RequestContext, contextIsComplete: boolean) =>
  conditionsHold(conditions, {
    request: { action: 's3:ListBucket', resource: '*', context, contextIsComplete },
    hasVariables: true,
    doubt: () => {},
  })

const table = cases.map(([conditions, context, complete, incomplete = complete]) => ({
  title: `${JSON.stringify(conditions)} with ${JSON.stringify(context)}: ${complete}`,
  conditions,
  context,
  complete,
  incomplete,
}))

describe('conditions', () => {
  test.each(table)('$title', ({ conditions, context, complete, incomplete }) => {
    expect(hold(conditions, context, true)).toBe(complete)
    expect(hold(conditions, context, false)).toBe(incomplete)
  })
})
