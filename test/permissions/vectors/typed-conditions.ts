import * as from from './sources.ts'
import { onCondition, type Vector } from './vector.ts'

const keys = 's3:max-keys'
const time = 'aws:CurrentTime'
const epoch = 'aws:EpochTime'
const issued = 'aws:TokenIssueTime'
const secure = 'aws:SecureTransport'
const address = 'aws:SourceIp'
const company = { IpAddress: { [address]: ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } }
const base64 = 'QmluYXJ5VmFsdWVJbkJhc2U2NA=='

export const typedConditions: readonly Vector[] = [
  ...onCondition(from.operators('Numeric condition operators'), [
    ['at most ten: nine', { NumericLessThanEquals: { [keys]: '10' } }, { [keys]: '9' }, 'allowed'],
    ['at most ten: ten', { NumericLessThanEquals: { [keys]: '10' } }, { [keys]: '10' }, 'allowed'],
    ['at most ten: eleven', { NumericLessThanEquals: { [keys]: '10' } }, { [keys]: '11' }, 'denied'],
    ['at most ten: absent', { NumericLessThanEquals: { [keys]: '10' } }, {}, 'denied'],
    ['less than: the same', { NumericLessThan: { [keys]: 10 } }, { [keys]: '10' }, 'denied'],
    ['less than: by number, not by text', { NumericLessThan: { [keys]: '10' } }, { [keys]: '9' }, 'allowed'],
    ['greater than: by number, not by text', { NumericGreaterThan: { [keys]: '9' } }, { [keys]: '10' }, 'allowed'],
    ['greater than: the same', { NumericGreaterThan: { [keys]: '9' } }, { [keys]: '9' }, 'denied'],
    ['at least: the same', { NumericGreaterThanEquals: { [keys]: '9' } }, { [keys]: '9' }, 'allowed'],
    ['at least: a decimal below', { NumericGreaterThanEquals: { [keys]: '9' } }, { [keys]: '8.5' }, 'denied'],
    ['equal decimals', { NumericEquals: { [keys]: '10.0' } }, { [keys]: '10' }, 'allowed'],
    ['not equal', { NumericEquals: { [keys]: '10' } }, { [keys]: '1' }, 'denied'],
    ['one of several numbers', { NumericEquals: { [keys]: ['1', '10'] } }, { [keys]: '10' }, 'allowed'],
    ['negated, the same', { NumericNotEquals: { [keys]: '10' } }, { [keys]: '10.0' }, 'denied'],
    ['negated, another', { NumericNotEquals: { [keys]: '10' } }, { [keys]: '11' }, 'allowed'],
    ['negated, absent', { NumericNotEquals: { [keys]: '10' } }, {}, 'allowed'],
    ['a negative number', { NumericLessThan: { [keys]: '0' } }, { [keys]: '-1' }, 'allowed'],
    ['a number in JSON', { NumericEquals: { [keys]: 10 } }, { [keys]: '10' }, 'allowed'],
  ]),
  ...onCondition(from.operators('Date condition operators'), [
    [
      'after',
      { DateGreaterThan: { [issued]: '2020-01-01T00:00:01Z' } },
      { [issued]: '2020-01-01T00:00:02Z' },
      'allowed',
    ],
    [
      'after: the same',
      { DateGreaterThan: { [issued]: '2020-01-01T00:00:01Z' } },
      { [issued]: '2020-01-01T00:00:01Z' },
      'denied',
    ],
    [
      'after: a long-term key has no such time',
      { DateGreaterThan: { [issued]: '2020-01-01T00:00:01Z' } },
      {},
      'denied',
    ],
    [
      'at or after: the same',
      { DateGreaterThanEquals: { [time]: '2020-01-01T00:00:00Z' } },
      { [time]: '2020-01-01T00:00:00Z' },
      'allowed',
    ],
    ['before', { DateLessThan: { [time]: '2020-01-01T00:00:00Z' } }, { [time]: '2019-12-31T23:59:59Z' }, 'allowed'],
    [
      'before: after',
      { DateLessThan: { [time]: '2020-01-01T00:00:00Z' } },
      { [time]: '2020-01-02T00:00:00Z' },
      'denied',
    ],
    [
      'at or before: the same',
      { DateLessThanEquals: { [time]: '2020-01-01T00:00:00Z' } },
      { [time]: '2020-01-01T00:00:00Z' },
      'allowed',
    ],
    [
      'equal in another zone',
      { DateEquals: { [time]: '2020-01-01T01:00:00+01:00' } },
      { [time]: '2020-01-01T00:00:00Z' },
      'allowed',
    ],
    [
      'negated, equal',
      { DateNotEquals: { [time]: '2020-01-01T00:00:00Z' } },
      { [time]: '2020-01-01T00:00:00Z' },
      'denied',
    ],
    ['negated, absent', { DateNotEquals: { [issued]: '2020-01-01T00:00:00Z' } }, {}, 'allowed'],
    ['a date alone', { DateGreaterThan: { [time]: '2020-01-01' } }, { [time]: '2020-01-02T00:00:00Z' }, 'allowed'],
    ['a year alone', { DateGreaterThan: { [time]: '2020' } }, { [time]: '2019-06-01T00:00:00Z' }, 'denied'],
    [
      'seconds since 1970 in the request',
      { DateLessThan: { [epoch]: '2020-01-01T00:00:00Z' } },
      { [epoch]: '1577836799' },
      'allowed',
    ],
    [
      'seconds since 1970 in the policy',
      { DateLessThan: { [time]: '1577836800' } },
      { [time]: '2020-01-01T00:00:00Z' },
      'denied',
    ],
    [
      'seconds since 1970 on both sides',
      { DateGreaterThanEquals: { [epoch]: '1577836800' } },
      { [epoch]: '1577836800' },
      'allowed',
    ],
  ]),
  ...onCondition(from.operators('Boolean condition operators'), [
    ['false is false', { Bool: { [secure]: 'false' } }, { [secure]: 'false' }, 'allowed'],
    ['true is not false', { Bool: { [secure]: 'false' } }, { [secure]: 'true' }, 'denied'],
    ['absent is not false', { Bool: { [secure]: 'false' } }, {}, 'denied'],
    ['absent is not true', { Bool: { [secure]: 'true' } }, {}, 'denied'],
    ['a boolean of JSON', { Bool: { [secure]: true } }, { [secure]: 'true' }, 'allowed'],
    [
      'all of several booleans',
      { 'ForAllValues:Bool': { 'x:Flags': 'true' } },
      { 'x:Flags': ['true', 'false'] },
      'denied',
    ],
    [
      'any of several booleans',
      { 'ForAnyValue:Bool': { 'x:Flags': 'true' } },
      { 'x:Flags': ['true', 'false'] },
      'allowed',
    ],
  ]),
  ...onCondition(from.operators('Binary condition operators'), [
    ['the same bytes', { BinaryEquals: { key: base64 } }, { key: base64 }, 'allowed'],
    ['other bytes', { BinaryEquals: { key: base64 } }, { key: 'ASIAIOSFODNN7EXAMPLE' }, 'denied'],
    ['no bytes', { BinaryEquals: { key: base64 } }, {}, 'denied'],
  ]),
  ...onCondition(from.operators('IP address condition operators'), [
    ['in the range', { IpAddress: { [address]: '203.0.113.0/24' } }, { [address]: '203.0.113.1' }, 'allowed'],
    [
      'the last of the range',
      { IpAddress: { [address]: '203.0.113.0/24' } },
      { [address]: '203.0.113.255' },
      'allowed',
    ],
    ['beside the range', { IpAddress: { [address]: '203.0.113.0/24' } }, { [address]: '198.51.100.1' }, 'denied'],
    ['just beside the range', { IpAddress: { [address]: '203.0.113.0/24' } }, { [address]: '203.0.114.0' }, 'denied'],
    ['absent, as through a VPC endpoint', { IpAddress: { [address]: '203.0.113.0/24' } }, {}, 'denied'],
    ['one address', { IpAddress: { [address]: '203.0.113.7' } }, { [address]: '203.0.113.7' }, 'allowed'],
    ['one address, and another', { IpAddress: { [address]: '203.0.113.7' } }, { [address]: '203.0.113.8' }, 'denied'],
    [
      'a range across the dots',
      { IpAddress: { [address]: '203.0.112.0/22' } },
      { [address]: '203.0.115.9' },
      'allowed',
    ],
    ['every address', { IpAddress: { [address]: '0.0.0.0/0' } }, { [address]: '198.51.100.1' }, 'allowed'],
    ['the first of two families', company, { [address]: '203.0.113.9' }, 'allowed'],
    ['the second of two families', company, { [address]: '2001:db8:1234:5678::1' }, 'allowed'],
    ['the second, out of range', company, { [address]: '2001:db8:1234:5679::1' }, 'denied'],
    ['written in full', company, { [address]: '2001:0db8:1234:5678:0000:0000:0000:0001' }, 'allowed'],
    [
      'negated, in the range',
      { NotIpAddress: { [address]: '203.0.113.0/24' } },
      { [address]: '203.0.113.1' },
      'denied',
    ],
    ['negated, beside it', { NotIpAddress: { [address]: '203.0.113.0/24' } }, { [address]: '198.51.100.1' }, 'allowed'],
    ['negated, absent', { NotIpAddress: { [address]: '203.0.113.0/24' } }, {}, 'allowed'],
  ]),
  ...onCondition(from.policyChecks('Suggestion – Improve IP range'), [
    [
      'bits behind the mask have no say',
      { IpAddress: { [address]: '203.0.113.77/24' } },
      { [address]: '203.0.113.1' },
      'allowed',
    ],
  ]),
]
