import * as from from './sources.ts'
import { allowAll, onCondition, onPolicies, policy, type Vector } from './vector.ts'

const mfa = 'aws:MultiFactorAuthPresent'
const yes = { [mfa]: 'true' }
const no = { [mfa]: 'false' }
const denying = (Condition: Record<string, Record<string, string | string[]>>) => [
  policy('All', allowAll),
  policy('Guard', { Sid: 'Guard', Effect: 'Deny', Action: '*', Resource: '*', Condition }),
]
const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket3/key'
const direct = policy(
  'Put',
  {
    Sid: 'PrincipalPutObjectIfIpAddress',
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
    Condition: { Bool: { 'aws:ViaAWSService': 'false' }, IpAddress: { 'aws:SourceIp': '203.0.113.0' } },
  },
  {
    Sid: 'ServicePutObject',
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::amzn-s3-demo-bucket3/*',
    Condition: { Bool: { 'aws:ViaAWSService': 'true' } },
  },
)
const key = 'arn:aws:kms:eu-central-1:111122223333:key/my-example-key'
const viaDynamo = policy('Kms', {
  Sid: 'Via',
  Effect: 'Allow',
  Action: ['kms:Decrypt', 'kms:ReEncrypt*'],
  Resource: key,
  Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['dynamodb.amazonaws.com'] } },
})
const role = 'arn:aws:iam::123456789012:role/twin-dev-api'
const pass = policy('Pass', {
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: 'arn:aws:iam::123456789012:role/twin-*',
  Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
})

export const caller: readonly Vector[] = [
  ...onPolicies(from.globalKeys('aws:MultiFactorAuthPresent'), denying({ Bool: no }), [
    ['Deny with Bool: with a second factor', 's3:ListBucket', '*', yes, 'allowed'],
    ['Deny with Bool: without', 's3:ListBucket', '*', no, 'denied', 'Guard/Guard'],
    ['Deny with Bool: a long-term key slips through', 's3:ListBucket', '*', {}, 'allowed'],
  ]),
  ...onPolicies(from.globalKeys('aws:MultiFactorAuthPresent'), denying({ BoolIfExists: no }), [
    ['Deny with BoolIfExists: with a second factor', 's3:ListBucket', '*', yes, 'allowed'],
    ['Deny with BoolIfExists: without', 's3:ListBucket', '*', no, 'denied', 'Guard/Guard'],
    ['Deny with BoolIfExists: a long-term key', 's3:ListBucket', '*', {}, 'denied', 'Guard/Guard'],
  ]),
  ...onCondition(from.globalKeys('aws:MultiFactorAuthPresent'), [
    ['Allow with BoolIfExists: with a second factor', { BoolIfExists: yes }, yes, 'allowed'],
    ['Allow with Bool: with a second factor', { Bool: yes }, yes, 'allowed'],
    ['Allow with Bool: without', { Bool: yes }, no, 'denied'],
    ['Allow with Bool: a long-term key', { Bool: yes }, {}, 'denied'],
    ['Allow with Null: a temporary key without a second factor', { Null: no }, no, 'allowed'],
    ['Allow with Null: a long-term key', { Null: no }, {}, 'denied'],
  ]),
  ...onCondition(from.globalKeys('aws:MultiFactorAuthAge'), [
    [
      'within the hour',
      { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
      { 'aws:MultiFactorAuthAge': '2800' },
      'allowed',
    ],
    [
      'longer ago',
      { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
      { 'aws:MultiFactorAuthAge': '3600' },
      'denied',
    ],
    ['never', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }, {}, 'denied'],
  ]),
  ...onPolicies(
    from.globalKeys('aws:SourceIp'),
    [direct],
    [
      [
        'directly, from the address',
        's3:PutObject',
        bucket,
        { 'aws:ViaAWSService': 'false', 'aws:SourceIp': '203.0.113.0' },
        'allowed',
        'Put/PrincipalPutObjectIfIpAddress',
      ],
      [
        'directly, from another',
        's3:PutObject',
        bucket,
        { 'aws:ViaAWSService': 'false', 'aws:SourceIp': '203.0.113.1' },
        'denied',
      ],
      [
        'through a service',
        's3:PutObject',
        bucket,
        { 'aws:ViaAWSService': 'true', 'aws:SourceIp': '198.51.100.1' },
        'allowed',
        'Put/ServicePutObject',
      ],
      ['directly, through a VPC endpoint', 's3:PutObject', bucket, { 'aws:ViaAWSService': 'false' }, 'denied'],
    ],
  ),
  ...onPolicies(
    from.globalKeys('aws:CalledVia'),
    [viaDynamo],
    [
      [
        'through DynamoDB',
        'kms:Decrypt',
        key,
        { 'aws:CalledVia': ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'] },
        'allowed',
        'Kms/Via',
      ],
      ['through another service', 'kms:Decrypt', key, { 'aws:CalledVia': ['athena.amazonaws.com'] }, 'denied'],
      ['directly', 'kms:Decrypt', key, {}, 'denied'],
    ],
  ),
  ...onPolicies(from.globalKeys('aws:SecureTransport'), denying({ Bool: { 'aws:SecureTransport': 'false' } }), [
    ['by TLS', 's3:GetObject', bucket, { 'aws:SecureTransport': 'true' }, 'allowed'],
    ['without TLS', 's3:GetObject', bucket, { 'aws:SecureTransport': 'false' }, 'denied', 'Guard/Guard'],
  ]),
  ...onPolicies(
    from.globalKeys('aws:PrincipalArn'),
    denying({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/team/*' } }),
    [
      [
        'the role, with its path',
        's3:GetObject',
        bucket,
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/team/deploy' },
        'allowed',
      ],
      [
        'the role without its path',
        's3:GetObject',
        bucket,
        { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/deploy' },
        'denied',
        'Guard/Guard',
      ],
    ],
  ),
  ...onPolicies(
    from.passRole('Passing a role to an AWS service: example 1'),
    [pass],
    [
      ['the role to Lambda', 'iam:PassRole', role, { 'iam:PassedToService': 'lambda.amazonaws.com' }, 'allowed'],
      ['the role to EC2', 'iam:PassRole', role, { 'iam:PassedToService': 'ec2.amazonaws.com' }, 'denied'],
      [
        'another role to Lambda',
        'iam:PassRole',
        'arn:aws:iam::123456789012:role/admin',
        { 'iam:PassedToService': 'lambda.amazonaws.com' },
        'denied',
      ],
      ['to nobody in particular', 'iam:PassRole', role, {}, 'denied'],
    ],
  ),
]
