import * as from from './sources.ts'
import { onCondition, type Vector } from './vector.ts'

const job = 'aws:PrincipalTag/job-category'
const environment = {
  StringEqualsIgnoreCase: { 'aws:RequestTag/environment': ['preprod', 'storage'] },
  'ForAnyValue:StringEquals': { 'aws:TagKeys': 'environment' },
}
const departments = {
  StringEqualsIgnoreCase: {
    'aws:PrincipalTag/department': ['finance', 'hr', 'legal'],
    'aws:PrincipalTag/role': ['audit', 'security'],
  },
  StringEquals: { 'aws:PrincipalAccount': '123456789012' },
}
const auditor = {
  'aws:PrincipalTag/department': 'HR',
  'aws:PrincipalTag/role': 'audit',
  'aws:PrincipalAccount': '123456789012',
}

export const stringConditions: readonly Vector[] = [
  ...onCondition(from.operators('String condition operators'), [
    ['StringEquals, the same', { StringEquals: { [job]: 'iamuser-admin' } }, { [job]: 'iamuser-admin' }, 'allowed'],
    ['StringEquals, another', { StringEquals: { [job]: 'iamuser-admin' } }, { [job]: 'dev-ops' }, 'denied'],
    ['StringEquals, absent', { StringEquals: { [job]: 'iamuser-admin' } }, {}, 'denied'],
    ['StringEquals heeds case', { StringEquals: { [job]: 'iamuser-admin' } }, { [job]: 'IamUser-Admin' }, 'denied'],
    ['StringEquals knows no wildcard', { StringEquals: { [job]: 'iamuser-*' } }, { [job]: 'iamuser-admin' }, 'denied'],
    ['StringEquals with the star itself', { StringEquals: { [job]: 'iamuser-*' } }, { [job]: 'iamuser-*' }, 'allowed'],
    ['StringEquals, one of several', { StringEquals: { [job]: ['a', 'b', 'c'] } }, { [job]: 'b' }, 'allowed'],
    ['StringEquals, none of several', { StringEquals: { [job]: ['a', 'b', 'c'] } }, { [job]: 'd' }, 'denied'],
    ['StringNotEquals, the same', { StringNotEquals: { [job]: 'a' } }, { [job]: 'a' }, 'denied'],
    ['StringNotEquals, another', { StringNotEquals: { [job]: 'a' } }, { [job]: 'b' }, 'allowed'],
    ['StringNotEquals heeds case', { StringNotEquals: { [job]: 'a' } }, { [job]: 'A' }, 'allowed'],
    ['StringNotEquals, absent', { StringNotEquals: { [job]: 'a' } }, {}, 'allowed'],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { [job]: 'Admin' } }, { [job]: 'aDMIN' }, 'allowed'],
    ['StringEqualsIgnoreCase, another', { StringEqualsIgnoreCase: { [job]: 'Admin' } }, { [job]: 'user' }, 'denied'],
    ['StringEqualsIgnoreCase, absent', { StringEqualsIgnoreCase: { [job]: 'Admin' } }, {}, 'denied'],
    ['StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { [job]: 'Admin' } }, { [job]: 'aDMIN' }, 'denied'],
    ['StringNotEqualsIgnoreCase, absent', { StringNotEqualsIgnoreCase: { [job]: 'Admin' } }, {}, 'allowed'],
    ['StringLike without a wildcard', { StringLike: { [job]: 'admin' } }, { [job]: 'admins' }, 'denied'],
    ['StringLike with a star', { StringLike: { [job]: 'admin*' } }, { [job]: 'admins' }, 'allowed'],
    ['StringLike with a star for nothing', { StringLike: { [job]: 'admin*' } }, { [job]: 'admin' }, 'allowed'],
    ['StringLike with a star anywhere', { StringLike: { [job]: 'a*n' } }, { [job]: 'admin' }, 'allowed'],
    ['StringLike with a question mark', { StringLike: { [job]: 'a?min' } }, { [job]: 'admin' }, 'allowed'],
    ['StringLike, a question mark is not none', { StringLike: { [job]: 'admin?' } }, { [job]: 'admin' }, 'denied'],
    ['StringLike heeds case', { StringLike: { [job]: 'ADMIN*' } }, { [job]: 'admins' }, 'denied'],
    ['StringLike, a star reaches over colons', { StringLike: { [job]: 'a*z' } }, { [job]: 'a:b/c:z' }, 'allowed'],
    ['StringNotLike that fits', { StringNotLike: { [job]: 'admin*' } }, { [job]: 'admins' }, 'denied'],
    ['StringNotLike that does not fit', { StringNotLike: { [job]: 'admin*' } }, { [job]: 'user' }, 'allowed'],
    ['StringNotLike, absent', { StringNotLike: { [job]: 'admin*' } }, {}, 'allowed'],
    [
      'an empty prefix is one of the values',
      { StringLike: { 's3:prefix': ['', 'home/'] } },
      { 's3:prefix': '' },
      'allowed',
    ],
    ['a prefix that is not listed', { StringLike: { 's3:prefix': ['', 'home/'] } }, { 's3:prefix': 'home' }, 'denied'],
  ]),
  ...onCondition(from.operators('Multivalued string condition operators'), [
    [
      'the right key and value',
      environment,
      { 'aws:TagKeys': ['environment'], 'aws:RequestTag/environment': 'preprod' },
      'allowed',
    ],
    [
      'a further key, another case of the value',
      environment,
      { 'aws:TagKeys': ['environment', 'costcenter'], 'aws:RequestTag/environment': 'PreProd' },
      'allowed',
    ],
    [
      'another case of the key',
      environment,
      { 'aws:TagKeys': ['Environment'], 'aws:RequestTag/Environment': 'preprod' },
      'denied',
    ],
    ['another key', environment, { 'aws:TagKeys': ['costcenter'], 'aws:RequestTag/environment': 'preprod' }, 'denied'],
    ['no keys', environment, { 'aws:RequestTag/environment': 'storage' }, 'denied'],
    ['no value', environment, { 'aws:TagKeys': ['environment'] }, 'denied'],
    ['neither', environment, {}, 'denied'],
  ]),
  ...onCondition(from.conditionElement('description'), [
    ['names of keys ignore case', { StringEquals: { 'AWS:USERNAME': 'john' } }, { 'aws:username': 'john' }, 'allowed'],
    [
      'names of tags ignore case',
      { StringEquals: { 'aws:ResourceTag/TagKey1': 'Value1' } },
      { 'aws:ResourceTag/tagkey1': 'Value1' },
      'allowed',
    ],
    ['values heed case', { StringEquals: { 'aws:username': 'john' } }, { 'aws:username': 'John' }, 'denied'],
    [
      'values that ignore case',
      { StringEqualsIgnoreCase: { 'aws:username': 'john' } },
      { 'aws:username': 'John' },
      'allowed',
    ],
  ]),
  ...onCondition(from.multipleValues('Evaluation logic for multiple context keys or values'), [
    ['all keys fit', departments, auditor, 'allowed'],
    ['one key does not fit', departments, { ...auditor, 'aws:PrincipalTag/role': 'developer' }, 'denied'],
    ['another operator does not fit', departments, { ...auditor, 'aws:PrincipalAccount': '999999999999' }, 'denied'],
    ['one key is absent', departments, { ...auditor, 'aws:PrincipalTag/role': null }, 'denied'],
    [
      'negated, one of the values',
      { StringNotEquals: { 'aws:PrincipalAccount': ['1', '2'] } },
      { 'aws:PrincipalAccount': '2' },
      'denied',
    ],
    [
      'negated, none of the values',
      { StringNotEquals: { 'aws:PrincipalAccount': ['1', '2'] } },
      { 'aws:PrincipalAccount': '3' },
      'allowed',
    ],
    [
      'two operators on one key',
      { StringLike: { [job]: 'a*' }, StringNotEquals: { [job]: 'admin' } },
      { [job]: 'audit' },
      'allowed',
    ],
    [
      'two operators on one key, one fails',
      { StringLike: { [job]: 'a*' }, StringNotEquals: { [job]: 'admin' } },
      { [job]: 'admin' },
      'denied',
    ],
  ]),
]
