import type { Verdict } from '../../../source/permissions/evaluate.ts'
import type { OneOrMany } from '../../../source/permissions/policy.ts'
import * as from from './sources.ts'
import { allowAll, ask, onPolicies, policy, type Vector } from './vector.ts'

type Row = readonly [name: string, Resource: OneOrMany<string>, resource: string, expected: Verdict]

const onResource = (source: string, rows: readonly Row[]): readonly Vector[] =>
  rows.map(([name, Resource, resource, expected]) => ({
    name,
    source,
    policies: [policy('P', { Effect: 'Allow', Action: '*', Resource })],
    request: ask('any:Action', resource),
    expected,
  }))

const objects = 'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*'
const key = (name: string) => `arn:aws:s3:::amzn-s3-demo-bucket/${name}`
const payroll = ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*']
const lambda = 'arn:aws:lambda:eu-central-1:123456789012:function:twin-dev'

export const resources: readonly Vector[] = [
  ...onResource(from.resourceElement('description'), [
    [
      'the queue itself',
      'arn:aws:sqs:us-east-2:123456789012:queue1',
      'arn:aws:sqs:us-east-2:123456789012:queue1',
      'allowed',
    ],
    [
      'another queue',
      'arn:aws:sqs:us-east-2:123456789012:queue1',
      'arn:aws:sqs:us-east-2:123456789012:queue2',
      'denied',
    ],
    [
      'another region',
      'arn:aws:sqs:us-east-2:123456789012:queue1',
      'arn:aws:sqs:us-east-1:123456789012:queue1',
      'denied',
    ],
    [
      'another account',
      'arn:aws:sqs:us-east-2:123456789012:queue1',
      'arn:aws:sqs:us-east-2:999999999999:queue1',
      'denied',
    ],
    ['another partition', 'arn:aws:s3:::b', 'arn:aws-cn:s3:::b', 'denied'],
    ['names of users heed case', 'arn:aws:iam::123456789012:user/Bob', 'arn:aws:iam::123456789012:user/bob', 'denied'],
    ['everything', '*', 'arn:aws:sqs:us-east-2:123456789012:queue1', 'allowed'],
    ['everything, for what has no resource', '*', '*', 'allowed'],
    ['an ARN does not cover what has no resource', 'arn:aws:s3:::*', '*', 'denied'],
  ]),
  ...onResource(from.resourceElement('Using wildcards in resource ARNs'), [
    [
      'a path',
      'arn:aws:iam::123456789012:user/accounting/*',
      'arn:aws:iam::123456789012:user/accounting/ann',
      'allowed',
    ],
    [
      'a path within the path',
      'arn:aws:iam::123456789012:user/accounting/*',
      'arn:aws:iam::123456789012:user/accounting/eu/ann',
      'allowed',
    ],
    ['another path', 'arn:aws:iam::123456789012:user/accounting/*', 'arn:aws:iam::123456789012:user/ann', 'denied'],
    ['all objects', key('*'), key('a/b/c'), 'allowed'],
    ['all objects are not the bucket', key('*'), 'arn:aws:s3:::amzn-s3-demo-bucket', 'denied'],
    ['the bucket is not its objects', 'arn:aws:s3:::amzn-s3-demo-bucket', key('a'), 'denied'],
    ['1/test/object.jpg', objects, key('1/test/object.jpg'), 'allowed'],
    ['1/2/test/object.jpg', objects, key('1/2/test/object.jpg'), 'allowed'],
    ['1/2/test/3/object.jpg', objects, key('1/2/test/3/object.jpg'), 'allowed'],
    ['1/2/3/test/4/object.jpg', objects, key('1/2/3/test/4/object.jpg'), 'allowed'],
    ['1///test///object.jpg', objects, key('1///test///object.jpg'), 'allowed'],
    ['1/test/.jpg', objects, key('1/test/.jpg'), 'allowed'],
    ['//test/object.jpg', objects, key('/test/object.jpg'), 'allowed'],
    ['1/test/', objects, key('1/test/'), 'allowed'],
    ['1-test/object.jpg', objects, key('1-test/object.jpg'), 'denied'],
    ['test/object.jpg', objects, key('test/object.jpg'), 'denied'],
    ['1/2/test.jpg', objects, key('1/2/test.jpg'), 'denied'],
    ['a question mark', 'arn:aws:lambda:*:123456789012:function:twin-???', lambda, 'allowed'],
    ['one question mark too few', 'arn:aws:lambda:*:123456789012:function:twin-??', lambda, 'denied'],
    ['a wildcard for the region', 'arn:aws:lambda:*:123456789012:function:twin-dev', lambda, 'allowed'],
    ['a wildcard within the region', 'arn:aws:lambda:eu-*:123456789012:function:twin-dev', lambda, 'allowed'],
    ['two wildcards in one segment', 'arn:aws:lambda:eu-central-1:123456789012:function:*-*', lambda, 'allowed'],
    ['at the end of a segment it reaches over colons', 'arn:aws:lambda:*:function:twin-*', `${lambda}:1`, 'allowed'],
    [
      'at the very end it reaches over colons',
      'arn:aws:lambda:eu-central-1:123456789012:function:twin-*',
      `${lambda}:1`,
      'allowed',
    ],
    ['a colon in the key of an object', key('*'), key('env:/dev/state'), 'allowed'],
    [
      'in the middle of a segment AWS does not say',
      'arn:aws:lambda:*-1:123456789012:function:twin',
      'arn:aws:lambda:x:y-1:123456789012:function:twin',
      'unknown',
    ],
    [
      'nor of a question mark',
      'arn:aws:lambda:eu?123456789012:function:twin',
      'arn:aws:lambda:eu:123456789012:function:twin',
      'unknown',
    ],
    [
      'no wildcard is allowed in the service',
      'arn:aws:*:eu-central-1:123456789012:function:twin-dev',
      lambda,
      'unknown',
    ],
    [
      'and such a one that does not fit has no say',
      'arn:aws:*:eu-west-1:123456789012:function:twin-dev',
      lambda,
      'denied',
    ],
  ]),
  ...onResource(from.identifiers('IAM ARNs: incomplete ARNs'), [
    ['of the service alone', 'arn:aws:sqs', 'arn:aws:sqs:us-east-2:123456789012:queue1', 'allowed'],
    ['of another service alone', 'arn:aws:sns', 'arn:aws:sqs:us-east-2:123456789012:queue1', 'denied'],
    ['a service whose name goes on', 'arn:aws:sqs', 'arn:aws:sqsx:us-east-2:123456789012:queue1', 'denied'],
    ['down to the region', 'arn:aws:sqs:us-east-2', 'arn:aws:sqs:us-east-2:123456789012:queue1', 'allowed'],
    ['down to the account', 'arn:aws:iam::123456789012', 'arn:aws:iam::123456789012:role/x', 'allowed'],
    ['down to another account', 'arn:aws:iam::123456789012', 'arn:aws:iam::999999999999:role/x', 'denied'],
    [
      'a wildcard in the last field that is given',
      'arn:aws:logs:*',
      'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/x:*',
      'allowed',
    ],
  ]),
  ...onResource(from.resourceElement('Specifying multiple resources'), [
    [
      'the first of two tables',
      [
        'arn:aws:dynamodb:us-east-2:123456789012:table/books_table',
        'arn:aws:dynamodb:us-east-2:123456789012:table/magazines_table',
      ],
      'arn:aws:dynamodb:us-east-2:123456789012:table/books_table',
      'allowed',
    ],
    [
      'neither of two tables',
      [
        'arn:aws:dynamodb:us-east-2:123456789012:table/books_table',
        'arn:aws:dynamodb:us-east-2:123456789012:table/magazines_table',
      ],
      'arn:aws:dynamodb:us-east-2:123456789012:table/films_table',
      'denied',
    ],
  ]),
  ...onResource(from.policyChecks('Error – Invalid ARN prefix'), [
    [
      'a pattern that is no ARN',
      '*:sqs:us-east-2:123456789012:queue1',
      'arn:aws:sqs:us-east-2:123456789012:queue1',
      'unknown',
    ],
  ]),
  ...onPolicies(
    from.notResourceElement('description'),
    [policy('P', allowAll), policy('Payroll', { Sid: 'Only', Effect: 'Deny', Action: 's3:*', NotResource: payroll })],
    [
      ['the folder', 's3:ListBucket', 'arn:aws:s3:::HRBucket/Payroll', {}, 'allowed'],
      ['within the folder', 's3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/may', {}, 'allowed'],
      ['another folder', 's3:GetObject', 'arn:aws:s3:::HRBucket/Hiring/may', {}, 'denied', 'Payroll/Only'],
      ['another service', 'ec2:StartInstances', 'arn:aws:ec2:us-east-1:123456789012:instance/i-1', {}, 'allowed'],
    ],
  ),
  ...onPolicies(
    from.notResourceElement('NotResource with other elements'),
    [policy('P', { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::HRBucket' })],
    [
      ['everything but the bucket', 's3:ListBucket', 'arn:aws:s3:::Other', {}, 'allowed'],
      ['not the bucket', 's3:ListBucket', 'arn:aws:s3:::HRBucket', {}, 'denied'],
      ['even a policy for oneself', 'iam:PutUserPolicy', 'arn:aws:iam::123456789012:user/ann', {}, 'allowed'],
    ],
  ),
]
