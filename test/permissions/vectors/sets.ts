import * as from from './sources.ts'
import { onCondition, onPolicies, policy, type Vector } from './vector.ts'

const attributes = 'dynamodb:Attributes'
const allowed = { 'ForAllValues:StringEquals': { [attributes]: ['PostDateTime', 'Message', 'Tags'] } }
const forbidden = { 'ForAnyValue:StringEquals': { [attributes]: ['ID', 'PostDateTime'] } }
const keys = 'aws:TagKeys'
const guard = (name: string, Condition: Record<string, Record<string, string | string[]>>) => [
  policy('Tagging', { Effect: 'Allow', Action: ['iam:*', 'ec2:*'], Resource: '*' }),
  policy(name, {
    Sid: 'No',
    Effect: 'Deny',
    Action: ['iam:Tag*', 'iam:UnTag*', 'ec2:CreateSnapshot*'],
    Resource: '*',
    Condition,
  }),
]
const one = guard('One', { 'ForAllValues:StringNotLike': { [keys]: 'key1*' } })
const two = guard('Two', { 'ForAllValues:StringNotLike': { [keys]: ['key1*', 'key2*'] } })
const web = guard('Web', { 'ForAnyValue:StringEquals': { [keys]: 'webserver' } })
const ask = 'iam:TagUser'

export const sets: readonly Vector[] = [
  ...onCondition(from.setOperators('Set operators for multivalued context keys: ForAllValues'), [
    ['all are listed', allowed, { [attributes]: ['Message', 'Tags'] }, 'allowed'],
    ['one is not listed', allowed, { [attributes]: ['PostDateTime', 'UserName'] }, 'denied'],
    ['none is listed', allowed, { [attributes]: ['ID', 'UserName'] }, 'denied'],
    ['the key is absent', allowed, {}, 'allowed'],
    ['the list is empty', allowed, { [attributes]: [] }, 'allowed'],
    ['an empty text is a null data set', allowed, { [attributes]: [''] }, 'allowed'],
    ['one value', allowed, { [attributes]: 'Tags' }, 'allowed'],
    ['with Null the key must be there', { ...allowed, Null: { [attributes]: 'false' } }, {}, 'denied'],
    [
      'with Null the key is there',
      { ...allowed, Null: { [attributes]: 'false' } },
      { [attributes]: ['Tags'] },
      'allowed',
    ],
    ['numbers', { 'ForAllValues:NumericLessThan': { n: '5' } }, { n: ['1', '4'] }, 'allowed'],
    ['numbers, one too large', { 'ForAllValues:NumericLessThan': { n: '5' } }, { n: ['1', '5'] }, 'denied'],
    ['patterns', { 'ForAllValues:StringLike': { [keys]: ['a*', 'b*'] } }, { [keys]: ['ab', 'ba'] }, 'allowed'],
    ['patterns, one not', { 'ForAllValues:StringLike': { [keys]: ['a*', 'b*'] } }, { [keys]: ['ab', 'cb'] }, 'denied'],
    ['case', { 'ForAllValues:StringEqualsIgnoreCase': { [keys]: 'owner' } }, { [keys]: ['Owner', 'OWNER'] }, 'allowed'],
  ]),
  ...onCondition(from.setOperators('Set operators for multivalued context keys: ForAnyValue'), [
    ['one of them is listed', forbidden, { [attributes]: ['UserName', 'Message', 'PostDateTime'] }, 'allowed'],
    ['none is listed', forbidden, { [attributes]: ['UserName'] }, 'denied'],
    ['the key is absent', forbidden, {}, 'denied'],
    ['the list is empty', forbidden, { [attributes]: [] }, 'denied'],
    ['a pattern', { 'ForAnyValue:StringLike': { [keys]: 'Owner:*' } }, { [keys]: ['x', 'Owner:me'] }, 'allowed'],
    [
      'negated: one is not listed',
      { 'ForAnyValue:StringNotEquals': { [keys]: 'a' } },
      { [keys]: ['a', 'b'] },
      'allowed',
    ],
    [
      'negated: all are listed',
      { 'ForAnyValue:StringNotEquals': { [keys]: ['a', 'b'] } },
      { [keys]: ['a', 'b'] },
      'denied',
    ],
    ['negated: the key is absent', { 'ForAnyValue:StringNotEquals': { [keys]: 'a' } }, {}, 'denied'],
    ['negated pattern', { 'ForAnyValue:StringNotLike': { [keys]: 'a*' } }, { [keys]: ['ab', 'b'] }, 'allowed'],
  ]),
  ...onPolicies(from.setExamples('Deny a single policy condition value for a multivalued context key'), one, [
    ['key1:legal', ask, '*', { [keys]: ['key1:legal'] }, 'allowed'],
    ['key1:hr and key1:personnel', ask, '*', { [keys]: ['key1:hr', 'key1:personnel'] }, 'allowed'],
    ['key2:audit', ask, '*', { [keys]: ['key2:audit'] }, 'denied', 'One/No'],
    ['no tag', ask, '*', {}, 'denied', 'One/No'],
  ]),
  ...onPolicies(from.setExamples('Deny multiple policy condition values for a multivalued context key'), two, [
    ['key1:legal of two', ask, '*', { [keys]: ['key1:legal'] }, 'allowed'],
    ['key1:hr and key2:audit', ask, '*', { [keys]: ['key1:hr', 'key2:audit'] }, 'allowed'],
    ['key3:legal', ask, '*', { [keys]: ['key3:legal'] }, 'denied', 'Two/No'],
    ['no tag of two', ask, '*', {}, 'denied', 'Two/No'],
  ]),
  ...onPolicies(from.setExamples('Deny policy with condition set operator ForAnyValue'), web, [
    ['webserver', 'ec2:CreateSnapshot', '*', { [keys]: ['webserver'] }, 'denied', 'Web/No'],
    [
      'webserver among others',
      'ec2:CreateSnapshots',
      '*',
      { [keys]: ['environment', 'webserver', 'test'] },
      'denied',
      'Web/No',
    ],
    ['others', 'ec2:CreateSnapshot', '*', { [keys]: ['environment', 'test'] }, 'allowed'],
    ['no tags', 'ec2:CreateSnapshot', '*', {}, 'allowed'],
  ]),
  ...onCondition(from.policyChecks('Error – Missing qualifier'), [
    ['several values without a set operator', { StringEquals: { [keys]: 'a' } }, { [keys]: ['a', 'b'] }, 'unknown'],
    ['one value without a set operator', { StringEquals: { [keys]: 'a' } }, { [keys]: ['a'] }, 'allowed'],
  ]),
]
