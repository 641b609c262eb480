import type { NamedPolicy } from '../../../source/permissions/policy.ts'
import * as from from './sources.ts'
import { allowAll, document, foresee, onCondition, policy, type Vector } from './vector.ts'

const hidden: NamedPolicy = { name: 'Hidden', unreadable: 'iam:GetPolicyVersion was refused' }
const list = policy('List', { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' })
const guard = policy('Guard', { Sid: 'No', Effect: 'Deny', Action: 's3:*', Resource: '*' })
const other = policy('Other', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' })
const factor = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
const request = foresee('s3:ListBucket', 'arn:aws:s3:::b', { 'aws:RequestedRegion': 'eu-central-1' })
const logic = from.evaluationLogic('Determining whether a request is allowed or denied within an account')
const allowIf = (Condition: Record<string, Record<string, string>>) =>
  policy('If', { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition })
const denyIf = (Condition: Record<string, Record<string, string>>) =>
  policy('DenyIf', { Sid: 'D', Effect: 'Deny', Action: 's3:*', Resource: '*', Condition })

const allowedUnless: NamedPolicy = {
  name: 'Unless',
  document: document([allowAll, { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: factor }]),
}

type Row = readonly [
  name: string,
  policies: readonly NamedPolicy[],
  expected: Vector['expected'],
  boundary?: NamedPolicy,
]

/** What the logic gives whatever the part that cannot be seen says: the verdict is certain when every way gives the same. */
const rows: readonly Row[] = [
  ['an unread policy may allow', [hidden], 'unknown'],
  ['an unread policy may deny', [list, hidden], 'unknown'],
  ['an unread policy cannot undo a Deny', [list, guard, hidden], 'denied'],
  ['a Deny is certain even before an unread policy', [hidden, guard], 'denied'],
  ['an unread boundary may deny', [list], 'unknown', hidden],
  ['an unread boundary cannot help where no policy allows', [other], 'denied', hidden],
  ['an unread boundary cannot undo a Deny', [list, guard], 'denied', hidden],
  ['an unread policy cannot go beyond the boundary', [hidden], 'denied', other],
  ['an unread policy within the boundary', [hidden], 'unknown', list],
  ['a boundary that denies beside an unread policy', [hidden], 'denied', guard],
  ['an Allow that hangs on an unknown key', [allowIf(factor)], 'unknown'],
  ['a Deny that hangs on an unknown key', [list, denyIf(factor)], 'unknown'],
  ['a doubtful Deny where nothing allows', [denyIf(factor)], 'denied'],
  ['a doubtful Allow beside a certain one', [allowIf(factor), list], 'allowed'],
  ['a doubtful Allow beside a certain Deny', [allowIf(factor), guard], 'denied'],
  ['a doubtful Deny beside a certain one', [list, denyIf(factor), guard], 'denied'],
  [
    'an unknown key beside a condition that fails',
    [allowIf({ ...factor, StringEquals: { 'aws:RequestedRegion': 'us-east-1' } })],
    'denied',
  ],
  [
    'an unknown key beside a condition that holds',
    [allowIf({ ...factor, StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } })],
    'unknown',
  ],
  ['a doubtful Allow in the boundary', [list], 'unknown', allowIf(factor)],
  ['a doubtful Deny in the boundary', [list], 'unknown', allowedUnless],
]

export const doubt: readonly Vector[] = [
  ...rows.map(([name, policies, expected, boundary]) => ({
    name,
    source: logic,
    policies,
    request,
    expected,
    ...(boundary === undefined ? {} : { boundary }),
  })),
  ...onCondition(from.policyChecks('Error – Invalid condition operator'), [
    ['an operator that nobody knows', { StringSounds: { k: 'a' } }, { k: 'a' }, 'unknown'],
    ['a set that nobody knows', { 'ForSomeValues:StringEquals': { k: 'a' } }, { k: 'a' }, 'unknown'],
    ['an operator in another case', { stringequals: { k: 'a' } }, { k: 'a' }, 'unknown'],
    [
      'beside a condition that fails it has no say',
      { StringSounds: { k: 'a' }, StringEquals: { k: 'b' } },
      { k: 'a' },
      'denied',
    ],
  ]),
  ...onCondition(from.policyChecks('Error – Null with if exists'), [
    ['Null with IfExists', { NullIfExists: { k: 'true' } }, {}, 'unknown'],
  ]),
  ...onCondition(from.policyChecks('General Warning – Type mismatch'), [
    ['a number that is none', { NumericEquals: { k: 'ten' } }, { k: '10' }, 'unknown'],
    ['a request that has no number', { NumericLessThan: { k: '10' } }, { k: 'few' }, 'unknown'],
    ['a date that is none', { DateLessThan: { k: 'tomorrow' } }, { k: '2026-01-01T00:00:00Z' }, 'unknown'],
    [
      'a time of day without a zone',
      { DateLessThan: { k: '2026-01-01T00:00:00' } },
      { k: '2026-01-01T00:00:00Z' },
      'unknown',
    ],
    ['a date that no month has', { DateLessThan: { k: '2026-02-30' } }, { k: '2026-01-01T00:00:00Z' }, 'unknown'],
    ['a boolean that is none', { Bool: { k: 'yes' } }, { k: 'true' }, 'unknown'],
    ['a Null that is none', { Null: { k: 'yes' } }, {}, 'unknown'],
    ['a range that is none', { IpAddress: { k: '203.0.113.0/33' } }, { k: '203.0.113.7' }, 'unknown'],
    ['a range with a wildcard', { IpAddress: { k: '203.0.113.*' } }, { k: '203.0.113.7' }, 'unknown'],
    ['an ARN that is none', { ArnLike: { k: 'arn:aws:s3' } }, { k: 'arn:aws:s3:::b' }, 'unknown'],
    ['bytes that are none', { BinaryEquals: { k: 'not base64' } }, { k: 'QQ==' }, 'unknown'],
  ]),
  ...onCondition(from.policyChecks('Suggestion – Empty object condition'), [
    ['an empty block', {}, {}, 'unknown'],
    ['an operator without keys', { StringEquals: {} }, {}, 'unknown'],
  ]),
  ...onCondition(from.operators('IP address condition operators: default prefix'), [
    [
      'an IPv6 address without a prefix: the same',
      { IpAddress: { k: '2001:db8::1' } },
      { k: '2001:db8::1' },
      'allowed',
    ],
    ['not even the same beginning', { IpAddress: { k: '2001:db8::1' } }, { k: '2001:db9::1' }, 'denied'],
    ['is /32 meant here too?', { IpAddress: { k: '2001:db8::1' } }, { k: '2001:db8::2' }, 'unknown'],
  ]),
]
