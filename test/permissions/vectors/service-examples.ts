// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like template strings.
import * as from from './sources.ts'
import { onPolicies, policy, type Vector } from './vector.ts'

const bucket = 'arn:aws:s3:::bucket-name'
const home = policy(
  'Home',
  { Sid: 'S3ConsoleAccess', Effect: 'Allow', Action: ['s3:GetBucketLocation', 's3:ListAllMyBuckets'], Resource: '*' },
  {
    Sid: 'ListObjectsInBucket',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: bucket,
    Condition: { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/*'] } },
  },
  {
    Sid: 'Own',
    Effect: 'Allow',
    Action: 's3:*',
    Resource: [`${bucket}/home/\${aws:username}`, `${bucket}/home/\${aws:username}/*`],
  },
)
const exceptBucket = policy(
  'Except',
  { Sid: 'Bucket', Effect: 'Allow', Action: 's3:*', Resource: [bucket, `${bucket}/*`] },
  { Sid: 'Rest', Effect: 'Deny', NotAction: 's3:*', NotResource: [bucket, `${bucket}/*`] },
)
const production = policy(
  'Production',
  { Sid: 'ListAllS3Buckets', Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: 'arn:aws:s3:::*' },
  {
    Sid: 'AllowBucketLevelActions',
    Effect: 'Allow',
    Action: ['s3:ListBucket', 's3:GetBucketLocation'],
    Resource: 'arn:aws:s3:::*',
  },
  {
    Sid: 'AllowBucketObjectActions',
    Effect: 'Allow',
    Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
    Resource: 'arn:aws:s3:::*/*',
  },
  {
    Sid: 'RequireMFAForProductionBucket',
    Effect: 'Deny',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::Production/*', 'arn:aws:s3:::Production'],
    Condition: { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '1800' } },
  },
)
const readWrite = policy(
  'ReadWrite',
  { Sid: 'List', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [bucket] },
  { Sid: 'AllObjectActions', Effect: 'Allow', Action: 's3:*Object', Resource: [`${bucket}/*`] },
)
const table = 'arn:aws:dynamodb:us-east-2:123456789012:table/MyTable'
const columns = policy('Columns', {
  Effect: 'Allow',
  Action: ['dynamodb:GetItem', 'dynamodb:Query'],
  Resource: ['arn:aws:dynamodb:*:*:table/MyTable'],
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['column-name-1', 'column-name-2'] },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  },
})
const items = policy('Items', {
  Effect: 'Allow',
  Action: ['dynamodb:GetItem'],
  Resource: ['arn:aws:dynamodb:*:*:table/MyTable'],
  Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } },
})
const instance = 'arn:aws:ec2:us-east-2:123456789012:instance/i-1'
const centers = policy('Centers', {
  Effect: 'Allow',
  Action: ['ec2:startInstances', 'ec2:stopInstances'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceTag/CostCenter': '${aws:PrincipalTag/CostCenter}' } },
})
const project = policy('Project', {
  Effect: 'Allow',
  Action: ['ec2:StartInstances', 'ec2:StopInstances'],
  Resource: 'arn:aws:ec2:*:123456789012:instance/*',
  Condition: { StringEquals: { 'aws:ResourceTag/Project': 'DataAnalytics', 'aws:PrincipalTag/Department': 'Data' } },
})
const terminate = policy(
  'Terminate',
  { Effect: 'Allow', Action: ['ec2:TerminateInstances'], Resource: ['*'] },
  {
    Sid: 'Elsewhere',
    Effect: 'Deny',
    Action: ['ec2:TerminateInstances'],
    Resource: ['*'],
    Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } },
  },
)
const needsMfa = policy(
  'NeedsMfa',
  { Sid: 'AllowAllActionsForEC2', Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
  {
    Sid: 'DenyStop',
    Effect: 'Deny',
    Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } },
  },
)
const rdsRegion = policy(
  'Rds',
  { Effect: 'Allow', Action: 'rds:*', Resource: ['arn:aws:rds:us-east-2:*:*'] },
  { Effect: 'Allow', Action: ['rds:Describe*'], Resource: ['*'] },
)
const rdsOwner = policy('Owner', {
  Effect: 'Allow',
  Action: ['rds:RebootDBInstance'],
  Resource: '*',
  Condition: { StringEqualsIgnoreCase: { 'rds:db-tag/Owner': '${aws:username}' } },
})
const preprod = policy('Preprod', {
  Effect: 'Allow',
  Action: 'ec2:CreateTags',
  Resource: 'arn:aws:ec2:*:*:instance/*',
  Condition: {
    StringEquals: { 'aws:RequestTag/environment': ['preprod', 'production'] },
    'ForAllValues:StringEquals': { 'aws:TagKeys': 'environment' },
  },
})
const ann = { 'aws:username': 'ann' }

/** Policies of the IAM user guide's "Example IAM identity-based policies": S3, DynamoDB, EC2, RDS. */
export const serviceExamples: readonly Vector[] = [
  ...onPolicies(
    from.example('s3_home-directory-console'),
    [home],
    [
      ['lists all buckets', 's3:ListAllMyBuckets', '*', ann, 'allowed', 'Home/S3ConsoleAccess'],
      [
        'lists the top of the bucket',
        's3:ListBucket',
        bucket,
        { ...ann, 's3:prefix': '' },
        'allowed',
        'Home/ListObjectsInBucket',
      ],
      ['lists the homes', 's3:ListBucket', bucket, { ...ann, 's3:prefix': 'home/' }, 'allowed'],
      ['lists its own home', 's3:ListBucket', bucket, { ...ann, 's3:prefix': 'home/ann/photos' }, 'allowed'],
      ['lists no other home', 's3:ListBucket', bucket, { ...ann, 's3:prefix': 'home/bob/' }, 'denied'],
      ['lists nothing without a prefix', 's3:ListBucket', bucket, ann, 'denied'],
      ['writes in its own home', 's3:PutObject', `${bucket}/home/ann/a`, ann, 'allowed', 'Home/Own'],
      ['writes in no other', 's3:PutObject', `${bucket}/home/anna/a`, ann, 'denied'],
    ],
  ),
  ...onPolicies(
    from.example('s3_deny-except-bucket'),
    [exceptBucket],
    [
      ['the bucket', 's3:PutObject', `${bucket}/k`, {}, 'allowed', 'Except/Bucket'],
      ['another bucket', 's3:PutObject', 'arn:aws:s3:::other/k', {}, 'denied'],
      ['another service', 'ec2:StartInstances', instance, {}, 'denied', 'Except/Rest'],
    ],
  ),
  ...onPolicies(
    from.example('s3_full-access-except-production'),
    [production],
    [
      ['lists a bucket', 's3:ListBucket', 'arn:aws:s3:::Test', {}, 'allowed', 'Production/AllowBucketLevelActions'],
      ['reads an object', 's3:GetObject', 'arn:aws:s3:::Test/k', {}, 'allowed'],
      ['an object is no bucket', 's3:GetObject', 'arn:aws:s3:::Test', {}, 'denied'],
      [
        'production with a fresh second factor',
        's3:GetObject',
        'arn:aws:s3:::Production/k',
        { 'aws:MultiFactorAuthAge': '1800' },
        'allowed',
      ],
      [
        'production with a stale one',
        's3:GetObject',
        'arn:aws:s3:::Production/k',
        { 'aws:MultiFactorAuthAge': '1801' },
        'denied',
        'Production/RequireMFAForProductionBucket',
      ],
      [
        'production without any',
        's3:GetObject',
        'arn:aws:s3:::Production/k',
        {},
        'denied',
        'Production/RequireMFAForProductionBucket',
      ],
    ],
  ),
  ...onPolicies(
    from.example('s3_rw-bucket'),
    [readWrite],
    [
      ['deletes an object', 's3:DeleteObject', `${bucket}/k`, {}, 'allowed', 'ReadWrite/AllObjectActions'],
      ['changes no list of rights', 's3:PutObjectAcl', `${bucket}/k`, {}, 'denied'],
      ['lists the bucket', 's3:ListBucket', bucket, {}, 'allowed', 'ReadWrite/List'],
    ],
  ),
  ...onPolicies(
    from.example('dynamodb_attributes'),
    [columns],
    [
      ['columns of the list', 'dynamodb:GetItem', table, { 'dynamodb:Attributes': ['column-name-2'] }, 'allowed'],
      [
        'a column that is not',
        'dynamodb:GetItem',
        table,
        { 'dynamodb:Attributes': ['column-name-1', 'secret'] },
        'denied',
      ],
      [
        'the right choice',
        'dynamodb:Query',
        table,
        { 'dynamodb:Attributes': ['column-name-1'], 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
        'allowed',
      ],
      [
        'everything',
        'dynamodb:Query',
        table,
        { 'dynamodb:Attributes': ['column-name-1'], 'dynamodb:Select': 'ALL_ATTRIBUTES' },
        'denied',
      ],
    ],
  ),
  ...onPolicies(
    from.example('dynamodb_items'),
    [items],
    [
      [
        "one's own rows",
        'dynamodb:GetItem',
        table,
        { 'cognito-identity.amazonaws.com:sub': 'u1', 'dynamodb:LeadingKeys': ['u1'] },
        'allowed',
      ],
      [
        "another's rows",
        'dynamodb:GetItem',
        table,
        { 'cognito-identity.amazonaws.com:sub': 'u1', 'dynamodb:LeadingKeys': ['u2'] },
        'denied',
      ],
    ],
  ),
  ...onPolicies(
    from.example('ec2-start-stop-match-tags'),
    [centers],
    [
      [
        'tags that match',
        'ec2:StartInstances',
        instance,
        { 'aws:ResourceTag/CostCenter': 'A', 'aws:PrincipalTag/CostCenter': 'A' },
        'allowed',
      ],
      [
        'tags that do not',
        'ec2:StartInstances',
        instance,
        { 'aws:ResourceTag/CostCenter': 'A', 'aws:PrincipalTag/CostCenter': 'B' },
        'denied',
      ],
      ['neither has the tag', 'ec2:StopInstances', instance, {}, 'denied'],
    ],
  ),
  ...onPolicies(
    from.example('ec2-start-stop-tags'),
    [project],
    [
      [
        'both tags',
        'ec2:StartInstances',
        instance,
        { 'aws:ResourceTag/Project': 'DataAnalytics', 'aws:PrincipalTag/Department': 'Data' },
        'allowed',
      ],
      ['one tag', 'ec2:StartInstances', instance, { 'aws:ResourceTag/Project': 'DataAnalytics' }, 'denied'],
    ],
  ),
  ...onPolicies(
    from.example('ec2_terminate-ip'),
    [terminate],
    [
      ['from the company', 'ec2:TerminateInstances', instance, { 'aws:SourceIp': '192.0.2.200' }, 'allowed'],
      [
        'from elsewhere',
        'ec2:TerminateInstances',
        instance,
        { 'aws:SourceIp': '192.0.3.1' },
        'denied',
        'Terminate/Elsewhere',
      ],
      ['through a VPC endpoint', 'ec2:TerminateInstances', instance, {}, 'denied', 'Terminate/Elsewhere'],
    ],
  ),
  ...onPolicies(
    from.example('ec2_require-mfa'),
    [needsMfa],
    [
      ['starts without a second factor', 'ec2:StartInstances', instance, {}, 'allowed'],
      ['does not stop with a long-term key', 'ec2:StopInstances', instance, {}, 'denied', 'NeedsMfa/DenyStop'],
      [
        'stops with a second factor',
        'ec2:StopInstances',
        instance,
        { 'aws:MultiFactorAuthPresent': 'true' },
        'allowed',
      ],
    ],
  ),
  ...onPolicies(
    from.example('rds_region'),
    [rdsRegion],
    [
      ['in the region', 'rds:DeleteDBInstance', 'arn:aws:rds:us-east-2:123456789012:db:one', {}, 'allowed'],
      ['in another', 'rds:DeleteDBInstance', 'arn:aws:rds:us-east-1:123456789012:db:one', {}, 'denied'],
      ['looks at all', 'rds:DescribeDBInstances', 'arn:aws:rds:us-east-1:123456789012:db:one', {}, 'allowed'],
    ],
  ),
  ...onPolicies(
    from.example('rds_tag-owner'),
    [rdsOwner],
    [
      ['the owner in another case', 'rds:RebootDBInstance', '*', { ...ann, 'rds:db-tag/Owner': 'Ann' }, 'allowed'],
      ['another owner', 'rds:RebootDBInstance', '*', { ...ann, 'rds:db-tag/Owner': 'bob' }, 'denied'],
    ],
  ),
  ...onPolicies(
    from.tags('Controlling access during AWS requests'),
    [preprod],
    [
      [
        'a tag as it should be',
        'ec2:CreateTags',
        instance,
        { 'aws:RequestTag/environment': 'preprod', 'aws:TagKeys': ['environment'] },
        'allowed',
      ],
      [
        'the key in another case',
        'ec2:CreateTags',
        instance,
        { 'aws:RequestTag/Environment': 'preprod', 'aws:TagKeys': ['Environment'] },
        'denied',
      ],
      [
        'a value that is not listed',
        'ec2:CreateTags',
        instance,
        { 'aws:RequestTag/environment': 'test', 'aws:TagKeys': ['environment'] },
        'denied',
      ],
    ],
  ),
  ...onPolicies(
    from.tags('Controlling access to AWS resources'),
    [
      policy('Own', {
        Effect: 'Allow',
        Action: 'ec2:StartInstances',
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } },
      }),
    ],
    [
      [
        'Owner or owner',
        'ec2:StartInstances',
        instance,
        { 'aws:username': 'richard-roe', 'aws:ResourceTag/owner': 'richard-roe' },
        'allowed',
      ],
      ['no owner', 'ec2:StartInstances', instance, { 'aws:username': 'richard-roe' }, 'denied'],
    ],
  ),
]
