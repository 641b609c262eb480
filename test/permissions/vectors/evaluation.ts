import * as from from './sources.ts'
import { allowAll, ask, onPolicies, policy, type Vector } from './vector.ts'

const bucket = 'arn:aws:s3:::carlossalazar'
const carlos = policy(
  'Carlos',
  {
    Sid: 'AllowS3ListRead',
    Effect: 'Allow',
    Action: ['s3:GetBucketLocation', 's3:ListAllMyBuckets'],
    Resource: 'arn:aws:s3:::*',
  },
  { Sid: 'AllowS3Self', Effect: 'Allow', Action: 's3:*', Resource: [bucket, `${bucket}/*`] },
  { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
)
const reports = policy(
  'Reports',
  { Sid: 'AllowGetList', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
  { Sid: 'DenyReports', Effect: 'Deny', Action: 'iam:*Report', Resource: '*' },
)
const basics = from.evaluationLogic('Determining whether a request is allowed or denied within an account')

export const evaluation: readonly Vector[] = [
  { name: 'no policy at all', source: basics, policies: [], request: ask('s3:ListBucket', bucket), expected: 'denied' },
  {
    name: 'an Allow',
    source: basics,
    policies: [policy('P', { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket })],
    request: ask('s3:ListBucket', bucket),
    expected: 'allowed',
    by: 'P/statement 1',
  },
  {
    name: 'an Allow of another action',
    source: basics,
    policies: [policy('P', { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })],
    request: ask('s3:ListBucket', bucket),
    expected: 'denied',
  },
  {
    name: 'a Deny in the policy that allows',
    source: basics,
    policies: [policy('P', allowAll, { Effect: 'Deny', Action: 's3:*', Resource: '*' })],
    request: ask('s3:ListBucket', bucket),
    expected: 'denied',
    by: 'P/statement 2',
  },
  {
    name: 'a Deny before the Allow',
    source: basics,
    policies: [policy('P', { Effect: 'Deny', Action: 's3:*', Resource: '*' }, allowAll)],
    request: ask('s3:ListBucket', bucket),
    expected: 'denied',
    by: 'P/statement 1',
  },
  {
    name: 'a Deny in another policy',
    source: basics,
    policies: [policy('P', allowAll), policy('Guard', { Sid: 'No', Effect: 'Deny', Action: 's3:*', Resource: '*' })],
    request: ask('s3:ListBucket', bucket),
    expected: 'denied',
    by: 'Guard/No',
  },
  {
    name: 'a Deny in a policy of a group',
    source: from.evaluationLogic('Evaluating policies within a single account'),
    policies: [
      policy('Own', allowAll),
      { ...policy('Team', { Effect: 'Deny', Action: 's3:*', Resource: '*' }), origin: 'attached to the group staff' },
    ],
    request: ask('s3:ListBucket', bucket),
    expected: 'denied',
    by: 'Team/statement 1',
  },
  {
    name: 'an Allow in a policy of a group',
    source: from.evaluationLogic('Evaluating policies within a single account'),
    policies: [
      policy('Own', { Effect: 'Allow', Action: 'sqs:*', Resource: '*' }),
      { ...policy('Team', { Effect: 'Allow', Action: 's3:*', Resource: '*' }), origin: 'inline in the group staff' },
    ],
    request: ask('s3:ListBucket', bucket),
    expected: 'allowed',
    by: 'Team/statement 1',
  },
  {
    name: 'one Allow of many policies is enough',
    source: from.evaluationLogic('Evaluating policies within a single account'),
    policies: ['ec2', 'sqs', 'sns', 's3', 'iam'].map((service) =>
      policy(service, { Effect: 'Allow', Action: `${service}:*`, Resource: '*' }),
    ),
    request: ask('s3:ListBucket', bucket),
    expected: 'allowed',
    by: 's3/statement 1',
  },
  {
    name: 'a Deny of another resource has no say',
    source: basics,
    policies: [policy('P', allowAll, { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::other' })],
    request: ask('s3:ListBucket', bucket),
    expected: 'allowed',
  },
  {
    name: 'a Deny alone denies',
    source: basics,
    policies: [policy('P', { Sid: 'No', Effect: 'Deny', Action: '*', Resource: '*' })],
    request: ask('s3:ListBucket', bucket),
    expected: 'denied',
    by: 'P/No',
  },
  {
    name: 'a single statement that is no list',
    source: from.statementElement('description'),
    policies: [{ name: 'P', document: { Version: '2012-10-17', Statement: allowAll } }],
    request: ask('s3:ListBucket', bucket),
    expected: 'allowed',
    by: 'P/statement 1',
  },
  {
    name: 'who one is may be asked against every Deny',
    source: from.callerIdentity('description'),
    policies: [policy('P', { Effect: 'Deny', Action: '*', Resource: '*' })],
    request: ask('sts:GetCallerIdentity'),
    expected: 'allowed',
  },
  {
    name: 'who one is may be asked without any policy',
    source: from.callerIdentity('description'),
    policies: [],
    request: ask('sts:GetCallerIdentity'),
    expected: 'allowed',
  },
  ...onPolicies(
    from.evaluationLogic('Example of identity-based and resource-based policy evaluation'),
    [carlos],
    [
      ['Carlos saves in his bucket', 's3:PutObject', `${bucket}/report`, {}, 'allowed', 'Carlos/AllowS3Self'],
      ['Carlos saves in a bucket for logs', 's3:PutObject', `${bucket}-logs/report`, {}, 'denied', 'Carlos/DenyS3Logs'],
      [
        'Carlos asks where a bucket is',
        's3:GetBucketLocation',
        'arn:aws:s3:::other',
        {},
        'allowed',
        'Carlos/AllowS3ListRead',
      ],
      [
        'Carlos asks where a bucket for logs is',
        's3:GetBucketLocation',
        'arn:aws:s3:::app-logs',
        {},
        'denied',
        'Carlos/DenyS3Logs',
      ],
      ['Carlos reads another bucket', 's3:GetObject', 'arn:aws:s3:::other/report', {}, 'denied'],
      ['Carlos has a log of his own', 's3:GetObject', `${bucket}/log`, {}, 'denied', 'Carlos/DenyS3Logs'],
    ],
  ),
  ...onPolicies(
    from.explicitAndImplicit('The difference between explicit and implicit denies'),
    [reports],
    [
      ['a Get is allowed', 'iam:GetRole', '*', {}, 'allowed', 'Reports/AllowGetList'],
      ['a List is allowed', 'iam:ListRoles', '*', {}, 'allowed', 'Reports/AllowGetList'],
      ['a Create is denied by nobody', 'iam:CreatePolicy', '*', {}, 'denied'],
      ['a report is denied by name', 'iam:GetOrganizationsAccessReport', '*', {}, 'denied', 'Reports/DenyReports'],
      ['another report too', 'iam:GetCredentialReport', '*', {}, 'denied', 'Reports/DenyReports'],
      ['what only begins with Get is no report', 'iam:GetReportSettings', '*', {}, 'allowed', 'Reports/AllowGetList'],
    ],
  ),
  ...onPolicies(
    from.explicitAndImplicit('The difference between explicit and implicit denies'),
    [
      reports,
      policy('More', { Sid: 'Generate', Effect: 'Allow', Action: 'iam:GenerateCredentialReport', Resource: '*' }),
    ],
    [
      [
        'another policy does not help against it',
        'iam:GenerateCredentialReport',
        '*',
        {},
        'denied',
        'Reports/DenyReports',
      ],
    ],
  ),
]
