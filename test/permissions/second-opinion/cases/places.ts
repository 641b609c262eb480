/** Operations with the ARNs they are asked for; `*` for those that have no resource. */
export const operations: readonly (readonly [actions: readonly string[], resources: readonly string[]])[] = [
  [
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion'],
    [
      'arn:aws:s3:::twin-dev-data/home/anna/facts.json',
      'arn:aws:s3:::twin-dev-data/home/Anna/facts.json',
      'arn:aws:s3:::twin-dev-data/blue/2024*/report.txt',
      'arn:aws:s3:::twin-dev-data/blue/2024-03/report.txt',
      'arn:aws:s3:::twin-dev-data/what?.txt',
      'arn:aws:s3:::twin-dev-data/whats.txt',
      `arn:aws:s3:::twin-dev-data/price${'$'}{usd}.csv`,
      'arn:aws:s3:::twin-dev-data//double//slash',
      'arn:aws:s3:::twin-dev-data/höhe/日本.json',
      'arn:aws:s3:::twin-dev-data/fotos/🚀.jpg',
      'arn:aws:s3:::twin-prod-data/at:12:30/log',
      'arn:aws-cn:s3:::twin-dev-data/home/anna/facts.json',
    ],
  ],
  [
    ['s3:ListBucket', 's3:GetBucketLocation'],
    ['arn:aws:s3:::twin-dev-data', 'arn:aws:s3:::twin-prod-data', 'arn:aws:s3:::blue'],
  ],
  [['s3:ListAllMyBuckets', 'iam:ListRoles', 'lambda:ListFunctions', 'sts:GetCallerIdentity'], ['*']],
  [
    ['iam:CreateRole', 'iam:PassRole', 'iam:GetRole', 'iam:AttachRolePolicy'],
    ['arn:aws:iam::123456789012:role/twin-dev-function', 'arn:aws:iam::123456789012:role/team/blue/Deployer'],
  ],
  [
    ['iam:GetUser', 'iam:CreateAccessKey', 'iam:ListAttachedUserPolicies'],
    [
      'arn:aws:iam::123456789012:user/anna',
      'arn:aws:iam::123456789012:user/division/anna',
      'arn:aws:iam::123456789012:user/Bob',
    ],
  ],
  [
    ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode', 'lambda:GetFunction', 'lambda:ListTags'],
    [
      'arn:aws:lambda:eu-central-1:123456789012:function:twin-dev',
      'arn:aws:lambda:eu-central-1:123456789012:function:twin-dev:live',
      'arn:aws:lambda:us-east-1:210987654321:function:blue',
    ],
  ],
  [
    ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    [
      'arn:aws:dynamodb:eu-central-1:123456789012:table/twin-lock',
      'arn:aws:dynamodb:eu-central-1:123456789012:table/Thread/index/anna',
    ],
  ],
  [
    ['logs:CreateLogStream', 'logs:PutRetentionPolicy'],
    [
      'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/twin-dev',
      'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/twin-dev:log-stream:2024/anna',
    ],
  ],
  [
    ['cloudfront:GetDistribution', 'cloudfront:CreateInvalidation'],
    ['arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE'],
  ],
]
