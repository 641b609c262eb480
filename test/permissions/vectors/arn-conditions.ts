import * as from from './sources.ts'
import { onCondition, type Vector } from './vector.ts'

const topic = 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID'
const key = 'aws:SourceArn'
const finance = 'arn:aws:someservice:*:111122223333:finance/*'
const stored = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt'
const generating = 'logs:LogGeneratingResourceArns'
const distribution = (rest: string) => `arn:aws:cloudfront::123456789012:distribution/${rest}`
const delivery = { 'ForAllValues:ArnLike': { [generating]: [distribution('c*'), distribution('support*')] } }
const who = 'aws:PrincipalArn'
const role = 'arn:aws:iam::123456789012:role/team/deploy'

export const arnConditions: readonly Vector[] = [
  ...onCondition(from.operators('Amazon Resource Name (ARN) condition operators'), [
    ['ArnEquals, the same', { ArnEquals: { [key]: topic } }, { [key]: topic }, 'allowed'],
    [
      'ArnEquals, another account',
      { ArnEquals: { [key]: topic } },
      { [key]: topic.replace('123456789012', '777788889999') },
      'denied',
    ],
    ['ArnEquals, absent', { ArnEquals: { [key]: topic } }, {}, 'denied'],
    [
      'ArnEquals knows wildcards as ArnLike does',
      { ArnEquals: { [key]: 'arn:aws:sns:*:123456789012:TOPIC-*' } },
      { [key]: topic },
      'allowed',
    ],
    [
      'ArnLike with a wildcard',
      { ArnLike: { [key]: 'arn:aws:sns:*:123456789012:TOPIC-*' } },
      { [key]: topic },
      'allowed',
    ],
    [
      'ArnLike with a question mark',
      { ArnLike: { [key]: 'arn:aws:sns:us-west-?:123456789012:TOPIC-ID' } },
      { [key]: topic },
      'allowed',
    ],
    ['ArnLike heeds case', { ArnLike: { [key]: 'arn:aws:sns:*:123456789012:topic-id' } }, { [key]: topic }, 'denied'],
    ['a wildcard stays in its part', { ArnLike: { [key]: finance } }, { [key]: stored }, 'denied'],
    ['for StringLike it does not', { StringLike: { [key]: finance } }, { [key]: stored }, 'allowed'],
    [
      'the last part may hold colons',
      { ArnLike: { [key]: 'arn:aws:someservice:*:999999999999:store/*' } },
      { [key]: stored },
      'allowed',
    ],
    ['a wildcard for the account', { ArnLike: { [who]: 'arn:aws:iam::*:role/*' } }, { [who]: role }, 'allowed'],
    ['another kind of resource', { ArnLike: { [who]: 'arn:aws:iam::*:user/*' } }, { [who]: role }, 'denied'],
    ['ArnNotEquals, the same', { ArnNotEquals: { [key]: topic } }, { [key]: topic }, 'denied'],
    ['ArnNotEquals, absent', { ArnNotEquals: { [key]: topic } }, {}, 'allowed'],
    ['ArnNotLike that fits', { ArnNotLike: { [who]: 'arn:aws:iam::*:role/team/*' } }, { [who]: role }, 'denied'],
    [
      'ArnNotLike that does not fit',
      { ArnNotLike: { [who]: 'arn:aws:iam::*:role/other/*' } },
      { [who]: role },
      'allowed',
    ],
    ['ArnNotLike, absent', { ArnNotLike: { [who]: 'arn:aws:iam::*:role/*' } }, {}, 'allowed'],
    [
      'one of several ARNs',
      { ArnEquals: { [who]: ['arn:aws:iam::123456789012:user/a', role] } },
      { [who]: role },
      'allowed',
    ],
  ]),
  ...onCondition(from.operators('Multivalued ARN condition operators'), [
    ['one that fits', delivery, { [generating]: [distribution('costcenter')] }, 'allowed'],
    ['two that fit', delivery, { [generating]: [distribution('costcenter'), distribution('support2025')] }, 'allowed'],
    ['one of two does not', delivery, { [generating]: [distribution('costcenter'), distribution('admin')] }, 'denied'],
    [
      'of another account',
      delivery,
      { [generating]: [distribution('costcenter').replace('123456789012', '777788889999')] },
      'denied',
    ],
    ['none at all', delivery, {}, 'allowed'],
    [
      'any of two',
      { 'ForAnyValue:ArnLike': { [generating]: distribution('c*') } },
      { [generating]: [distribution('a'), distribution('c')] },
      'allowed',
    ],
    [
      'none fits, negated for all',
      { 'ForAllValues:ArnNotLike': { [generating]: distribution('c*') } },
      { [generating]: [distribution('a'), distribution('b')] },
      'allowed',
    ],
    [
      'one fits, negated for all',
      { 'ForAllValues:ArnNotLike': { [generating]: distribution('c*') } },
      { [generating]: [distribution('a'), distribution('c')] },
      'denied',
    ],
    [
      'one fits, negated for any',
      { 'ForAnyValue:ArnNotLike': { [generating]: distribution('c*') } },
      { [generating]: [distribution('a'), distribution('c')] },
      'allowed',
    ],
  ]),
]
