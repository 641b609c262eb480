import * as from from './sources.ts'
import { onCondition, type Vector } from './vector.ts'

const type = 'ec2:InstanceType'
const small = { StringLikeIfExists: { [type]: ['t1.*', 't2.*', 'm3.*'] } }
const issued = 'aws:TokenIssueTime'
const then = '2026-01-01T00:00:00Z'
const place = {
  IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' },
  StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-12345678' },
}

export const presence: readonly Vector[] = [
  ...onCondition(from.operators('...IfExists condition operators'), [
    ['a value that fits', small, { [type]: 't1.micro' }, 'allowed'],
    ['a value that does not', small, { [type]: 'm2.micro' }, 'denied'],
    ['no value', small, {}, 'allowed'],
    ['without IfExists a missing key fails', { StringLike: { [type]: 't1.*' } }, {}, 'denied'],
    ['StringEqualsIfExists, absent', { StringEqualsIfExists: { k: 'a' } }, {}, 'allowed'],
    ['StringEqualsIfExists, another', { StringEqualsIfExists: { k: 'a' } }, { k: 'b' }, 'denied'],
    ['StringNotEqualsIfExists, absent', { StringNotEqualsIfExists: { k: 'a' } }, {}, 'allowed'],
    ['StringNotEqualsIfExists, the same', { StringNotEqualsIfExists: { k: 'a' } }, { k: 'a' }, 'denied'],
    ['NumericLessThanIfExists, absent', { NumericLessThanIfExists: { k: '1' } }, {}, 'allowed'],
    ['NumericLessThanIfExists, greater', { NumericLessThanIfExists: { k: '1' } }, { k: '2' }, 'denied'],
    ['DateGreaterThanIfExists, absent', { DateGreaterThanIfExists: { [issued]: then } }, {}, 'allowed'],
    [
      'BoolIfExists, absent, as with a long-term key',
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      {},
      'allowed',
    ],
    [
      'BoolIfExists, the other',
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      { 'aws:MultiFactorAuthPresent': 'false' },
      'denied',
    ],
    ['BinaryEqualsIfExists, absent', { BinaryEqualsIfExists: { k: 'QQ==' } }, {}, 'allowed'],
    ['IpAddressIfExists, absent', { IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } }, {}, 'allowed'],
    [
      'IpAddressIfExists, out of range',
      { IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } },
      { 'aws:SourceIp': '198.51.100.1' },
      'denied',
    ],
    ['ArnLikeIfExists, absent', { ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:s3:::b' } }, {}, 'allowed'],
    [
      'another condition may still fail',
      { StringEqualsIfExists: { k: 'a' }, Bool: { s: 'true' } },
      { s: 'false' },
      'denied',
    ],
  ]),
  ...onCondition(from.globalKeys('IfExists'), [
    ['neither place is known', place, {}, 'allowed'],
    ['the address fits', place, { 'aws:SourceIp': '203.0.113.5' }, 'allowed'],
    ['the network fits', place, { 'aws:SourceVpc': 'vpc-12345678' }, 'allowed'],
    [
      'one fits, the other does not',
      place,
      { 'aws:SourceIp': '203.0.113.5', 'aws:SourceVpc': 'vpc-00000000' },
      'denied',
    ],
  ]),
  ...onCondition(from.operators('Condition operator to check existence of condition keys'), [
    ['must be absent, and is', { Null: { [issued]: 'true' } }, {}, 'allowed'],
    ['must be absent, and is there', { Null: { [issued]: 'true' } }, { [issued]: then }, 'denied'],
    ['must be there, and is', { Null: { [issued]: 'false' } }, { [issued]: then }, 'allowed'],
    ['must be there, and is absent', { Null: { [issued]: 'false' } }, {}, 'denied'],
    ['a boolean of JSON', { Null: { [issued]: true } }, {}, 'allowed'],
    ['must be there and fit', { Null: { k: 'false' }, StringNotEquals: { k: 'a' } }, { k: 'b' }, 'allowed'],
    ['must be there and fit, and is absent', { Null: { k: 'false' }, StringNotEquals: { k: 'a' } }, {}, 'denied'],
    [
      'a key with several values is there',
      { Null: { 'aws:TagKeys': 'false' } },
      { 'aws:TagKeys': ['a', 'b'] },
      'allowed',
    ],
  ]),
  ...onCondition(from.policyChecks('Suggestion – Null with qualifier'), [
    ['ForAllValues:Null is always true', { 'ForAllValues:Null': { k: 'true' } }, { k: 'a' }, 'allowed'],
    ['ForAllValues:Null of an absent key', { 'ForAllValues:Null': { k: 'false' } }, {}, 'allowed'],
    ['ForAnyValue:Null is always false', { 'ForAnyValue:Null': { k: 'true' } }, {}, 'denied'],
    ['ForAnyValue:Null of a key that is there', { 'ForAnyValue:Null': { k: 'false' } }, { k: 'a' }, 'denied'],
  ]),
  ...onCondition(from.policyChecks('Suggestion – Empty array condition'), [
    ['IfExists without values fits an absent key', { StringEqualsIfExists: { k: [] } }, {}, 'allowed'],
    ['IfExists without values fits no other', { StringEqualsIfExists: { k: [] } }, { k: 'a' }, 'denied'],
    ['ForAllValues without values fits an absent key', { 'ForAllValues:StringEquals': { k: [] } }, {}, 'allowed'],
    ['ForAllValues without values fits no other', { 'ForAllValues:StringEquals': { k: [] } }, { k: ['a'] }, 'denied'],
    ['ForAnyValue without values never fits', { 'ForAnyValue:StringEquals': { k: [] } }, { k: ['a'] }, 'denied'],
    ['ForAnyValue without values never fits, absent', { 'ForAnyValue:StringEquals': { k: [] } }, {}, 'denied'],
    ['a condition without values', { StringEquals: { k: [] } }, { k: 'a' }, 'unknown'],
  ]),
]
