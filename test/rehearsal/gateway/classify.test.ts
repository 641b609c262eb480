import { describe, expect, test } from 'vitest'
import { craftCall, type Sample } from '../support/crafted-call.ts'

const account = '123456789012'
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const iam = (body: string): Sample => ({ service: 'iam', line: 'POST /', headers: form, body })
const s3 = (line: string, headers: Record<string, string> = {}, body = ''): Sample => ({
  service: 's3',
  line,
  headers,
  body,
})
const json = (service: string, target: string, input: unknown): Sample => ({
  service,
  line: 'POST /',
  headers: { 'x-amz-target': target },
  body: JSON.stringify(input),
})
const lambda = (line: string, input?: unknown): Sample => ({
  service: 'lambda',
  line,
  body: JSON.stringify(input ?? {}),
})
const at = (service: string, line: string): Sample => ({ service, line })

const role = `arn:aws:iam::${account}:role/twin-dev-api`
const table = `arn:aws:dynamodb:eu-central-1:${account}:table/locks`
const logs = `arn:aws:logs:eu-central-1:${account}`
const fn = `arn:aws:lambda:eu-central-1:${account}:function:twin-dev-api`
const topic = `arn:aws:sns:eu-central-1:${account}:twin-dev-alarms`
const alarm = (name: string) => `arn:aws:cloudwatch:eu-central-1:${account}:alarm:${name}`
const certificate = `arn:aws:acm:us-east-1:${account}:certificate/1`
const sns = (body: string): Sample => ({ ...iam(body), service: 'sns' })
const monitoring = (body: string): Sample => ({ ...iam(body), service: 'monitoring' })
const zone = 'arn:aws:route53:::hostedzone/Z1'
const changeBatch =
  '<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>UPSERT</Action><ResourceRecordSet><Name>Twin.Example.com.</Name><Type>A</Type></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>'
const nova = (region: string) => `bedrock:InvokeModel arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`

/** What is sent, the operation it is, and each check as "action resource". */
const samples: readonly (readonly [Sample, string, readonly string[]])[] = [
  [iam('Action=CreateRole&RoleName=twin-dev-api'), 'CreateRole', [`iam:CreateRole ${role}`]],
  [iam('Action=GetRole&RoleName=pathed'), 'GetRole', [`iam:GetRole arn:aws:iam::${account}:role/team/pathed`]],
  [iam('Action=CreateRole&RoleName=a&Path=/x/'), 'CreateRole', [`iam:CreateRole arn:aws:iam::${account}:role/x/a`]],
  [
    iam('Action=CreateRole&RoleName=twin-dev-api&Tags.member.1.Key=a&Tags.member.1.Value=b'),
    'CreateRole',
    [`iam:CreateRole ${role}`, `iam:TagRole ${role}`],
  ],
  [
    iam('Action=AttachRolePolicy&RoleName=twin-dev-api&PolicyArn=arn:p'),
    'AttachRolePolicy',
    [`iam:AttachRolePolicy ${role}`],
  ],
  [iam('Action=CreatePolicy&PolicyName=p'), 'CreatePolicy', [`iam:CreatePolicy arn:aws:iam::${account}:policy/p`]],
  [iam('Action=GetPolicy&PolicyArn=arn:p'), 'GetPolicy', ['iam:GetPolicy arn:p']],
  [
    iam('Action=ListGroupsForUser&UserName=u'),
    'ListGroupsForUser',
    [`iam:ListGroupsForUser arn:aws:iam::${account}:user/u`],
  ],
  [iam('Action=ListRoles'), 'ListRoles', [`iam:ListRoles arn:aws:iam::${account}:role/`]],
  [{ ...iam('Action=GetCallerIdentity'), service: 'sts' }, 'GetCallerIdentity', ['sts:GetCallerIdentity *']],
  [{ ...iam(`Action=AssumeRole&RoleArn=${role}`), service: 'sts' }, 'AssumeRole', [`sts:AssumeRole ${role}`]],

  [s3('GET /'), 'ListBuckets', ['s3:ListAllMyBuckets *']],
  [s3('HEAD /b'), 'HeadBucket', ['s3:ListBucket arn:aws:s3:::b']],
  [s3('PUT /b'), 'CreateBucket', ['s3:CreateBucket arn:aws:s3:::b']],
  [s3('PUT /b', { 'x-amz-acl': 'private' }), 'CreateBucket', ['s3:CreateBucket arn:aws:s3:::b']],
  [
    s3('PUT /b', { 'x-amz-acl': 'public-read' }),
    'CreateBucket',
    ['s3:CreateBucket arn:aws:s3:::b', 's3:PutBucketAcl arn:aws:s3:::b'],
  ],
  [s3('PUT /b?encryption'), 'PutBucketEncryption', ['s3:PutEncryptionConfiguration arn:aws:s3:::b']],
  [s3('DELETE /b?encryption'), 'DeleteBucketEncryption', ['s3:PutEncryptionConfiguration arn:aws:s3:::b']],
  [s3('DELETE /b?policy'), 'DeleteBucketPolicy', ['s3:DeleteBucketPolicy arn:aws:s3:::b']],
  [s3('GET /b?cors'), 'GetBucketCors', ['s3:GetBucketCORS arn:aws:s3:::b']],
  [s3('GET /b?publicAccessBlock'), 'GetPublicAccessBlock', ['s3:GetBucketPublicAccessBlock arn:aws:s3:::b']],
  [s3('GET /b?versions'), 'ListObjectVersions', ['s3:ListBucketVersions arn:aws:s3:::b']],
  [s3('GET /b?list-type=2&prefix=a'), 'ListObjectsV2', ['s3:ListBucket arn:aws:s3:::b']],
  [s3('GET /b/k%20x/y'), 'GetObject', ['s3:GetObject arn:aws:s3:::b/k x/y']],
  [s3('GET /b/k?versionId=1'), 'GetObject', ['s3:GetObjectVersion arn:aws:s3:::b/k']],
  [s3('DELETE /b/k?versionId=1'), 'DeleteObject', ['s3:DeleteObjectVersion arn:aws:s3:::b/k']],
  [s3('GET /b/k?tagging'), 'GetObjectTagging', ['s3:GetObjectTagging arn:aws:s3:::b/k']],
  [s3('POST /b/k?uploads'), 'CreateMultipartUpload', ['s3:PutObject arn:aws:s3:::b/k']],
  [s3('DELETE /b/k?uploadId=u'), 'AbortMultipartUpload', ['s3:AbortMultipartUpload arn:aws:s3:::b/k']],
  [
    s3('PUT /b/k', { 'x-amz-copy-source': '/c/from%20here' }),
    'CopyObject',
    ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObject arn:aws:s3:::c/from here'],
  ],
  [
    s3('PUT /b/k', { 'x-amz-tagging': 'a=b' }),
    'PutObject',
    ['s3:PutObject arn:aws:s3:::b/k', 's3:PutObjectTagging arn:aws:s3:::b/k'],
  ],
  [
    s3(
      'POST /b?delete',
      {},
      '<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key><VersionId>v</VersionId></Object></Delete>',
    ),
    'DeleteObjects',
    ['s3:DeleteObject arn:aws:s3:::b/a&b', 's3:DeleteObjectVersion arn:aws:s3:::b/c'],
  ],

  [json('dynamodb', 'DynamoDB_20120810.PutItem', { TableName: 'locks' }), 'PutItem', [`dynamodb:PutItem ${table}`]],
  [
    json('dynamodb', 'DynamoDB_20120810.BatchGetItem', { RequestItems: { locks: {} } }),
    'BatchGetItem',
    [`dynamodb:BatchGetItem ${table}`],
  ],
  [json('dynamodb', 'DynamoDB_20120810.ListTables', {}), 'ListTables', ['dynamodb:ListTables *']],
  [
    json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: '/b', tags: { a: 'b' } }),
    'CreateLogGroup',
    [`logs:CreateLogGroup ${logs}:log-group:/b:log-stream:`, `logs:TagResource ${logs}:log-group:/b`],
  ],
  [
    json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: '/a' }),
    'CreateLogGroup',
    [`logs:CreateLogGroup ${logs}:log-group:/a:log-stream:`],
  ],
  [
    json('logs', 'Logs_20140328.DescribeLogGroups', {}),
    'DescribeLogGroups',
    [`logs:DescribeLogGroups ${logs}:log-group::log-stream:`],
  ],
  [
    json('logs', 'Logs_20140328.ListTagsForResource', { resourceArn: `${logs}:log-group:/a` }),
    'ListTagsForResource',
    [`logs:ListTagsForResource ${logs}:log-group:/a`],
  ],

  [
    lambda('POST /2015-03-31/functions', { FunctionName: 'twin-dev-api', Role: role }),
    'CreateFunction',
    [`lambda:CreateFunction ${fn}`, `iam:PassRole ${role}`],
  ],
  [lambda('PUT /2015-03-31/functions/twin-dev-api/code'), 'UpdateFunctionCode', [`lambda:UpdateFunctionCode ${fn}`]],
  [lambda('POST /2015-03-31/functions/twin-dev-api/invocations'), 'Invoke', [`lambda:InvokeFunction ${fn}`]],
  [lambda(`GET /2017-03-31/tags/${encodeURIComponent(fn)}`), 'ListTags', [`lambda:ListTags ${fn}`]],
  [
    lambda('POST /2018-10-31/layers/deps/versions'),
    'PublishLayerVersion',
    [`lambda:PublishLayerVersion arn:aws:lambda:eu-central-1:${account}:layer:deps`],
  ],
  [
    lambda('GET /2018-10-31/layers/deps/versions/3'),
    'GetLayerVersion',
    [`lambda:GetLayerVersion arn:aws:lambda:eu-central-1:${account}:layer:deps:3`],
  ],

  [at('apigateway', 'POST /v2/apis'), 'CreateApi', ['apigateway:POST arn:aws:apigateway:eu-central-1::/apis']],
  [
    at('apigateway', 'PATCH /v2/apis/a/stages/%24default'),
    'UpdateStage',
    ['apigateway:PATCH arn:aws:apigateway:eu-central-1::/apis/a/stages/%24default'],
  ],
  [
    at('apigateway', 'GET /v2/apis/a/routes'),
    'GetRoutes',
    ['apigateway:GET arn:aws:apigateway:eu-central-1::/apis/a/routes'],
  ],

  [
    at('cloudfront', 'POST /2020-05-31/distribution?WithTags'),
    'CreateDistributionWithTags',
    [
      `cloudfront:CreateDistribution arn:aws:cloudfront::${account}:distribution/*`,
      `cloudfront:TagResource arn:aws:cloudfront::${account}:distribution/*`,
    ],
  ],
  [
    at('cloudfront', 'PUT /2020-05-31/distribution/E1/config'),
    'UpdateDistribution',
    [`cloudfront:UpdateDistribution arn:aws:cloudfront::${account}:distribution/E1`],
  ],
  [
    at('cloudfront', 'POST /2020-05-31/distribution/E1/invalidation'),
    'CreateInvalidation',
    [`cloudfront:CreateInvalidation arn:aws:cloudfront::${account}:distribution/E1`],
  ],
  [
    at('cloudfront', 'GET /2020-05-31/tagging?Resource=arn:x'),
    'ListTagsForResource',
    ['cloudfront:ListTagsForResource arn:x'],
  ],
  [
    at('cloudfront', 'GET /2020-05-31/origin-access-control/O1'),
    'GetOriginAccessControl',
    [`cloudfront:GetOriginAccessControl arn:aws:cloudfront::${account}:origin-access-control/O1`],
  ],

  [
    at('bedrock', 'POST /model/eu.amazon.nova-lite-v1%3A0/converse'),
    'Converse',
    [
      `bedrock:InvokeModel arn:aws:bedrock:eu-central-1:${account}:inference-profile/eu.amazon.nova-lite-v1:0`,
      nova('eu-central-1'),
      nova('eu-north-1'),
      nova('eu-west-1'),
      nova('eu-west-3'),
    ],
  ],
  [
    { ...at('bedrock', 'POST /model/amazon.nova-lite-v1%3A0/converse'), region: 'us-east-1' },
    'Converse',
    [nova('us-east-1')],
  ],
  [
    sns('Action=CreateTopic&Name=twin-dev-alarms&Tags.member.1.Key=Project&Tags.member.1.Value=twin'),
    'CreateTopic',
    [`sns:CreateTopic ${topic}`, `sns:TagResource ${topic}`],
  ],
  [sns('Action=CreateTopic&Name=twin-dev-alarms'), 'CreateTopic', [`sns:CreateTopic ${topic}`]],
  [sns(`Action=Subscribe&TopicArn=${topic}&Protocol=email`), 'Subscribe', [`sns:Subscribe ${topic}`]],
  [sns(`Action=Unsubscribe&SubscriptionArn=${topic}:1-2`), 'Unsubscribe', [`sns:Unsubscribe ${topic}`]],
  [sns(`Action=ListTagsForResource&ResourceArn=${topic}`), 'ListTagsForResource', [`sns:ListTagsForResource ${topic}`]],

  [
    monitoring('Action=PutMetricAlarm&AlarmName=a&Tags.member.1.Key=Project&Tags.member.1.Value=twin'),
    'PutMetricAlarm',
    [`cloudwatch:PutMetricAlarm ${alarm('a')}`, `cloudwatch:TagResource ${alarm('a')}`],
  ],
  [
    monitoring('Action=DescribeAlarms&AlarmNames.member.1=a'),
    'DescribeAlarms',
    [`cloudwatch:DescribeAlarms ${alarm('*')}`],
  ],
  [
    monitoring('Action=DeleteAlarms&AlarmNames.member.1=a&AlarmNames.member.2=b'),
    'DeleteAlarms',
    [`cloudwatch:DeleteAlarms ${alarm('a')}`, `cloudwatch:DeleteAlarms ${alarm('b')}`],
  ],
  [
    json('monitoring', 'GraniteServiceVersion20100801.DescribeAlarms', { AlarmNames: ['a'] }),
    'DescribeAlarms',
    [`cloudwatch:DescribeAlarms ${alarm('*')}`],
  ],
  [
    json('monitoring', 'GraniteServiceVersion20100801.PutMetricAlarm', { AlarmName: 'a' }),
    'PutMetricAlarm',
    [`cloudwatch:PutMetricAlarm ${alarm('a')}`],
  ],

  [
    { ...json('acm', 'CertificateManager.RequestCertificate', { DomainName: 'd', Tags: [] }), region: 'us-east-1' },
    'RequestCertificate',
    ['acm:RequestCertificate *', `acm:AddTagsToCertificate arn:aws:acm:us-east-1:${account}:certificate/*`],
  ],
  [
    json('acm', 'CertificateManager.DescribeCertificate', { CertificateArn: certificate }),
    'DescribeCertificate',
    [`acm:DescribeCertificate ${certificate}`],
  ],

  [at('route53', 'GET /2013-04-01/hostedzone/Z1'), 'GetHostedZone', [`route53:GetHostedZone ${zone}`]],
  [
    { ...at('route53', 'POST /2013-04-01/hostedzone/Z1/rrset/'), body: changeBatch },
    'ChangeResourceRecordSets',
    [`route53:ChangeResourceRecordSets ${zone}`],
  ],
  [
    at('route53', 'GET /2013-04-01/hostedzone/Z1/rrset?name=a'),
    'ListResourceRecordSets',
    [`route53:ListResourceRecordSets ${zone}`],
  ],
  [at('route53', 'GET /2013-04-01/change/C1'), 'GetChange', ['route53:GetChange arn:aws:route53:::change/C1']],
  [at('route53', 'POST /2013-04-01/hostedzone'), 'CreateHostedZone', ['route53:CreateHostedZone *']],

  [
    {
      ...at('apigateway', 'PATCH /v2/apis/a/stages/%24default'),
      body: '{"accessLogSettings":{"destinationArn":"arn:x"}}',
    },
    'UpdateStage',
    [
      'apigateway:PATCH arn:aws:apigateway:eu-central-1::/apis/a/stages/%24default',
      ...['Create', 'Delete'].map((verb) => `logs:${verb}LogDelivery *`),
      'logs:DescribeResourcePolicies *',
      'logs:GetLogDelivery *',
      'logs:ListLogDeliveries *',
      'logs:PutResourcePolicy *',
      'logs:UpdateLogDelivery *',
    ],
  ],

  [at('bedrock', 'GET /inference-profiles'), 'ListInferenceProfiles', ['bedrock:ListInferenceProfiles *']],
]

describe('a request becomes an operation and its IAM checks', () => {
  test.each(
    samples.map(
      ([sample, operation, checks]) => [`${sample.service} ${operation}`, sample, operation, checks] as const,
    ),
  )('%s', (_, sample, operation, checks) => {
    const call = craftCall(sample)
    expect(call.operation).toBe(operation)
    expect(call.checks.map(({ action, resource }) => `${action} ${resource}`)).toEqual(checks)
  })
})

describe('condition keys', () => {
  test('passing a role says to which service', () => {
    const call = craftCall(lambda('POST /2015-03-31/functions', { FunctionName: 'f', Role: role }))
    expect(call.checks[1]?.context).toEqual({ 'iam:PassedToService': ['lambda.amazonaws.com'] })
  })

  test('IAM calls carry boundary, policy and tags', () => {
    const body =
      'Action=CreateRole&RoleName=r&PermissionsBoundary=arn:b&PolicyArn=arn:p&Tags.member.1.Key=team&Tags.member.1.Value=x'
    expect(craftCall(iam(body)).checks[0].context).toEqual({
      'iam:PermissionsBoundary': ['arn:b'],
      'iam:PolicyARN': ['arn:p'],
      'aws:RequestTag/team': ['x'],
      'aws:TagKeys': ['team'],
    })
  })

  test('a change to a role carries the boundary that the role has', () => {
    const { context } = craftCall(iam('Action=PutRolePolicy&RoleName=pathed&PolicyName=p')).checks[0]
    expect(context).toEqual({ 'iam:PermissionsBoundary': ['arn:aws:iam::123456789012:policy/boundary'] })
    expect(craftCall(iam('Action=PutRolePolicy&RoleName=other&PolicyName=p')).checks[0].context).toEqual({})
  })

  test('a certificate carries the names it is for, records theirs in lower case', () => {
    const input = { DomainName: 'a.example.com', SubjectAlternativeNames: ['b.example.com'], ValidationMethod: 'DNS' }
    expect(craftCall(json('acm', 'CertificateManager.RequestCertificate', input)).checks[0].context).toEqual({
      'acm:DomainNames': ['a.example.com', 'b.example.com'],
      'acm:ValidationMethod': ['DNS'],
    })
    const change = craftCall({ ...at('route53', 'POST /2013-04-01/hostedzone/Z1/rrset'), body: changeBatch })
    expect(change.checks[0].context).toEqual({
      'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
      'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['twin.example.com'],
      'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
    })
  })

  test('listings carry prefix and delimiter', () => {
    const { context } = craftCall(s3('GET /b?prefix=conversations/&delimiter=/')).checks[0]
    expect(context).toEqual({ 's3:prefix': ['conversations/'], 's3:delimiter': ['/'] })
  })
})

test('an unsigned request is read as far as it says what it is', () => {
  const call = craftCall({ service: 's3', line: 'GET /b/k' })
  expect(call.request).toMatchObject({ accessKeyId: 'AKIAX', service: 's3', region: 'eu-central-1' })
})

test('a path that no table knows needs the whole service', () => {
  expect(craftCall(at('lambda', 'GET /2099-01-01/new')).checks[0]).toEqual({ action: 'lambda:GET', resource: '*' })
})
