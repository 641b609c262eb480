import { administratorAccess, powerUserAccess } from '../policies.ts'
import * as from from './sources.ts'
import { onPolicies, policy, type Vector } from './vector.ts'

const role = 'arn:aws:iam::123456789012:role/twin-dev-api'
const reader = policy('ReadOnlyAccess', {
  Sid: 'ReadOnlyActions',
  Effect: 'Allow',
  Action: [
    'cloudfront:Get*',
    'cloudfront:List*',
    'dynamodb:Describe*',
    'iam:Get*',
    'iam:List*',
    'iam:Generate*',
    'lambda:Get*',
    'lambda:List*',
    's3:Get*',
    's3:List*',
  ],
  Resource: '*',
})

export const managed: readonly Vector[] = [
  ...onPolicies(
    from.powerUser('JSON policy document'),
    [powerUserAccess],
    [
      [
        'PowerUserAccess makes buckets',
        's3:CreateBucket',
        'arn:aws:s3:::b',
        {},
        'allowed',
        'PowerUserAccess/statement 1',
      ],
      [
        'PowerUserAccess makes functions',
        'lambda:CreateFunction',
        'arn:aws:lambda:eu-central-1:123456789012:function:f',
        {},
        'allowed',
      ],
      ['PowerUserAccess makes no role', 'iam:CreateRole', role, {}, 'denied'],
      [
        'PowerUserAccess passes no role',
        'iam:PassRole',
        role,
        { 'iam:PassedToService': 'lambda.amazonaws.com' },
        'denied',
      ],
      [
        'PowerUserAccess does not look at itself',
        'iam:ListAttachedUserPolicies',
        'arn:aws:iam::123456789012:user/ann',
        {},
        'denied',
      ],
      [
        'PowerUserAccess does not simulate',
        'iam:SimulatePrincipalPolicy',
        'arn:aws:iam::123456789012:user/ann',
        {},
        'denied',
      ],
      ['PowerUserAccess lists roles', 'iam:ListRoles', '*', {}, 'allowed', 'PowerUserAccess/statement 2'],
      [
        'PowerUserAccess makes service-linked roles',
        'iam:CreateServiceLinkedRole',
        '*',
        {},
        'allowed',
        'PowerUserAccess/statement 2',
      ],
      ['PowerUserAccess sees its organization', 'organizations:DescribeOrganization', '*', {}, 'allowed'],
      ['PowerUserAccess does not leave it', 'organizations:LeaveOrganization', '*', {}, 'denied'],
      ['PowerUserAccess closes no account', 'account:CloseAccount', '*', {}, 'denied'],
    ],
  ),
  ...onPolicies(
    from.administrator('JSON policy document'),
    [administratorAccess],
    [
      ['AdministratorAccess passes roles', 'iam:PassRole', role, {}, 'allowed'],
      ['AdministratorAccess does what has no resource', 's3:ListAllMyBuckets', '*', {}, 'allowed'],
    ],
  ),
  ...onPolicies(
    from.jobFunctions('Power user'),
    [
      powerUserAccess,
      policy('Roles', {
        Sid: 'Own',
        Effect: 'Allow',
        Action: ['iam:CreateRole', 'iam:PassRole'],
        Resource: 'arn:aws:iam::123456789012:role/twin-*',
      }),
    ],
    [
      ['a further policy adds to PowerUserAccess', 'iam:CreateRole', role, {}, 'allowed', 'Roles/Own'],
      ['only what it says', 'iam:CreateRole', 'arn:aws:iam::123456789012:role/other', {}, 'denied'],
    ],
  ),
  ...onPolicies(
    from.readOnly('JSON policy document'),
    [reader],
    [
      ['a reader reads objects', 's3:GetObject', 'arn:aws:s3:::b/k', {}, 'allowed'],
      ['a reader writes none', 's3:PutObject', 'arn:aws:s3:::b/k', {}, 'denied'],
      [
        'a reader describes tables',
        'dynamodb:DescribeTable',
        'arn:aws:dynamodb:eu-central-1:123456789012:table/t',
        {},
        'allowed',
      ],
      [
        'a reader does not get items',
        'dynamodb:GetItem',
        'arn:aws:dynamodb:eu-central-1:123456789012:table/t',
        {},
        'denied',
      ],
      ['a reader looks at itself', 'iam:GetUser', 'arn:aws:iam::123456789012:user/ann', {}, 'allowed'],
      ['a reader does not simulate', 'iam:SimulatePrincipalPolicy', 'arn:aws:iam::123456789012:user/ann', {}, 'denied'],
      ['a reader passes no role', 'iam:PassRole', role, {}, 'denied'],
    ],
  ),
]
