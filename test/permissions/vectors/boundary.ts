// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like template strings.
import * as from from './sources.ts'
import { allowAll, ask, onPolicies, policy, type Vector } from './vector.ts'

const account = 'arn:aws:iam::123456789012'
const maria = `${account}:user/Maria`
const limit = policy(
  'XCompanyBoundaries',
  { Sid: 'ServiceBoundaries', Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*', 'dynamodb:*'], Resource: '*' },
  {
    Sid: 'AllowIAMConsoleForCredentials',
    Effect: 'Allow',
    Action: ['iam:ListUsers', 'iam:GetAccountPasswordPolicy'],
    Resource: '*',
  },
  {
    Sid: 'AllowManageOwnPasswordAndAccessKeys',
    Effect: 'Allow',
    Action: [
      'iam:*AccessKey*',
      'iam:ChangePassword',
      'iam:GetUser',
      'iam:*ServiceSpecificCredential*',
      'iam:*SigningCertificate*',
    ],
    Resource: ['arn:aws:iam::*:user/${aws:username}'],
  },
  { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'] },
  {
    Sid: 'DenyEC2Production',
    Effect: 'Deny',
    Action: 'ec2:*',
    Resource: 'arn:aws:ec2:*:*:instance/i-1234567890abcdef0',
  },
)
const delegated = policy(
  'DelegatedUserBoundary',
  {
    Sid: 'CreateOrChangeOnlyWithBoundary',
    Effect: 'Allow',
    Action: ['iam:AttachUserPolicy', 'iam:CreateUser', 'iam:PutUserPolicy'],
    Resource: '*',
    Condition: { StringEquals: { 'iam:PermissionsBoundary': `${account}:policy/XCompanyBoundaries` } },
  },
  {
    Sid: 'CloudWatchAndOtherIAMTasks',
    Effect: 'Allow',
    Action: ['cloudwatch:*', 'iam:CreateAccessKey', 'iam:DeletePolicy', 'iam:GetUser'],
    NotResource: maria,
  },
  {
    Sid: 'NoBoundaryPolicyEdit',
    Effect: 'Deny',
    Action: ['iam:CreatePolicyVersion', 'iam:DeletePolicy'],
    Resource: [`${account}:policy/XCompanyBoundaries`, `${account}:policy/DelegatedUserBoundary`],
  },
  { Sid: 'NoBoundaryUserDelete', Effect: 'Deny', Action: 'iam:DeleteUserPermissionsBoundary', Resource: '*' },
)
const zhang = policy(
  'DelegatedUserPermissions',
  { Sid: 'IAM', Effect: 'Allow', Action: 'iam:*', Resource: '*' },
  {
    Sid: 'CloudWatchLimited',
    Effect: 'Allow',
    Action: ['cloudwatch:GetDashboard', 'cloudwatch:ListDashboards'],
    Resource: '*',
  },
  { Sid: 'S3BucketContents', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::ZhangBucket' },
)
const nikhil = [
  policy('IAMFullAccess', { Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
  policy('AmazonS3ReadOnlyAccess', { Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: '*' }),
]
const withLimit = { 'iam:PermissionsBoundary': `${account}:policy/XCompanyBoundaries` }
const services = policy('Boundary', { Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*'], Resource: '*' })

export const boundary: readonly Vector[] = [
  ...onPolicies(
    from.boundaries('description'),
    [policy('P', { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' })],
    [
      ['a policy beyond the boundary gives nothing', 'iam:CreateUser', '*', {}, 'denied'],
      ['a boundary gives nothing by itself', 's3:ListBucket', 'arn:aws:s3:::b', {}, 'denied'],
    ],
    services,
  ),
  ...onPolicies(
    from.evaluationLogic('Evaluating identity-based policies with permissions boundaries'),
    [policy('P', allowAll)],
    [
      ['what both allow', 's3:ListBucket', 'arn:aws:s3:::b', {}, 'allowed', 'P/statement 1'],
      ['what the boundary does not', 'iam:GetUser', '*', {}, 'denied'],
    ],
    services,
  ),
  ...onPolicies(
    from.evaluationLogic('Evaluating identity-based policies with permissions boundaries'),
    [policy('P', allowAll, { Sid: 'No', Effect: 'Deny', Action: 's3:Delete*', Resource: '*' })],
    [
      ['a Deny of the policy', 's3:DeleteBucket', 'arn:aws:s3:::b', {}, 'denied', 'P/No'],
      [
        'a Deny of the policy of what the boundary does not allow either',
        's3:DeleteObject',
        'arn:aws:s3:::b/k',
        {},
        'denied',
        'P/No',
      ],
    ],
    services,
  ),
  ...onPolicies(
    from.boundaries('Delegating responsibility to others using permissions boundaries'),
    nikhil,
    [
      ['Nikhil lists a bucket', 's3:ListBucket', 'arn:aws:s3:::b', { 'aws:username': 'Nikhil' }, 'allowed'],
      [
        'Nikhil may not read the logs',
        's3:GetObject',
        'arn:aws:s3:::logs/a',
        { 'aws:username': 'Nikhil' },
        'denied',
        'XCompanyBoundaries/DenyS3Logs',
      ],
      ['Nikhil writes nothing', 's3:PutObject', 'arn:aws:s3:::b/k', { 'aws:username': 'Nikhil' }, 'denied'],
      [
        'Nikhil changes his password',
        'iam:ChangePassword',
        `${account}:user/Nikhil`,
        { 'aws:username': 'Nikhil' },
        'allowed',
      ],
      [
        "Nikhil does not change another's",
        'iam:ChangePassword',
        `${account}:user/Zhang`,
        { 'aws:username': 'Nikhil' },
        'denied',
      ],
      ['Nikhil creates no user', 'iam:CreateUser', `${account}:user/new`, { 'aws:username': 'Nikhil' }, 'denied'],
      [
        'Nikhil starts no production machine',
        'ec2:StartInstances',
        'arn:aws:ec2:us-east-1:123456789012:instance/i-1234567890abcdef0',
        { 'aws:username': 'Nikhil' },
        'denied',
        'XCompanyBoundaries/DenyEC2Production',
      ],
    ],
    limit,
  ),
  ...onPolicies(
    from.boundaries('Delegating responsibility to others using permissions boundaries'),
    [zhang],
    [
      ['Zhang creates a user without a boundary', 'iam:CreateUser', `${account}:user/Nikhil`, {}, 'denied'],
      [
        'Zhang creates a user with the boundary',
        'iam:CreateUser',
        `${account}:user/Nikhil`,
        withLimit,
        'allowed',
        'DelegatedUserPermissions/IAM',
      ],
      [
        'Zhang creates a user with another boundary',
        'iam:CreateUser',
        `${account}:user/Nikhil`,
        { 'iam:PermissionsBoundary': `${account}:policy/Other` },
        'denied',
      ],
      ['Zhang makes a key', 'iam:CreateAccessKey', `${account}:user/Nikhil`, {}, 'allowed'],
      ['but none for Maria', 'iam:CreateAccessKey', maria, {}, 'denied'],
      [
        'Zhang does not change the boundary',
        'iam:DeletePolicy',
        `${account}:policy/XCompanyBoundaries`,
        {},
        'denied',
        'DelegatedUserBoundary/NoBoundaryPolicyEdit',
      ],
      ['Zhang deletes another policy', 'iam:DeletePolicy', `${account}:policy/Old`, {}, 'allowed'],
      [
        'Zhang takes off no boundary',
        'iam:DeleteUserPermissionsBoundary',
        `${account}:user/Nikhil`,
        {},
        'denied',
        'DelegatedUserBoundary/NoBoundaryUserDelete',
      ],
      ['Zhang looks at dashboards', 'cloudwatch:GetDashboard', '*', {}, 'allowed'],
      ['Zhang deletes no alarm', 'cloudwatch:DeleteAlarms', '*', {}, 'denied'],
      ['Zhang lists no bucket, whatever his policy says', 's3:ListBucket', 'arn:aws:s3:::ZhangBucket', {}, 'denied'],
    ],
    delegated,
  ),
  {
    name: 'everybody may ask who one is, whatever the boundary',
    source: from.callerIdentity('description'),
    policies: [],
    boundary: policy('B', { Effect: 'Deny', Action: '*', Resource: '*' }),
    request: ask('sts:GetCallerIdentity'),
    expected: 'allowed',
  },
]
