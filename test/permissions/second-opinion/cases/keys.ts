export type Kind = 'text' | 'arn' | 'number' | 'date' | 'truth' | 'address' | 'bytes'

export interface Key {
  readonly name: string
  readonly kind: Kind
  /** Keys with several values in one request ask for ForAllValues or ForAnyValue. */
  readonly many?: true
  readonly values: readonly string[]
}

const dates = [
  '2024-03-01T12:00:00Z',
  '2024-03-01T13:00:00+01:00',
  '2024-03-01T12:00Z',
  '2024-03-01T11:59:59Z',
  '2024-02-29T23:30:00-00:30',
  '2024-03-01T12:00:00.5Z',
  '1709294400',
  '1709294399',
  '1893456000',
]

const arns = [
  'arn:aws:iam::123456789012:role/twin-dev-function',
  'arn:aws:iam::123456789012:user/division/anna',
  'arn:aws:sns:eu-central-1:123456789012:blue',
  'arn:aws:sns:us-east-2:210987654321:store/abc:123456789012:finance/anna',
  'arn:aws:lambda:eu-central-1:123456789012:function:twin-dev:live',
  'arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE',
  'arn:aws:s3:::twin-dev-data',
]

const tags = ['environment', 'Environment', 'cost-center', 'blue', 'anna', 'höhe', 'ID', 'Message']

/** Real keys, each with values it may have in a request and in a policy. */
export const keys: readonly Key[] = [
  { name: 'aws:username', kind: 'text', values: ['anna', 'Anna', 'bob', 'höhe'] },
  { name: 'aws:userid', kind: 'text', values: ['AIDAEXAMPLE', 'AROAEXAMPLE:session', 'AROAEXAMPLE:anna'] },
  { name: 'aws:PrincipalTag/team', kind: 'text', values: ['blue', 'Blue', 'red', 'twin-dev'] },
  { name: 'aws:ResourceTag/Stage', kind: 'text', values: ['dev', 'prod', 'blue', '日本', '🚀'] },
  { name: 'aws:RequestedRegion', kind: 'text', values: ['eu-central-1', 'us-east-1', 'eu-west-1'] },
  { name: 'aws:PrincipalAccount', kind: 'text', values: ['123456789012', '210987654321'] },
  {
    name: 's3:prefix',
    kind: 'text',
    values: ['', 'home/', 'home/anna/', 'home/*', 'blue/what?', `price${'$'}{usd}`, 'a$b'],
  },
  { name: 'iam:PassedToService', kind: 'text', values: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
  { name: 'aws:PrincipalArn', kind: 'arn', values: arns },
  { name: 'aws:SourceArn', kind: 'arn', values: arns },
  { name: 's3:max-keys', kind: 'number', values: ['10', '10.0', '9.5', '100', '0', '-1'] },
  { name: 'aws:MultiFactorAuthAge', kind: 'number', values: ['3600', '3599', '3600.25', '60'] },
  { name: 'aws:CurrentTime', kind: 'date', values: dates },
  { name: 'aws:TokenIssueTime', kind: 'date', values: dates },
  { name: 'aws:SecureTransport', kind: 'truth', values: ['true', 'false'] },
  { name: 'aws:MultiFactorAuthPresent', kind: 'truth', values: ['true', 'false'] },
  {
    name: 'aws:SourceIp',
    kind: 'address',
    values: ['203.0.113.7', '203.0.114.7', '198.51.100.1', '2001:db8:1234:5678::1', '2001:DB8:1234:5679:0:0:0:1'],
  },
  { name: 'service:Fingerprint', kind: 'bytes', values: ['QmluYXJ5', 'QmluYXJ6', 'AAEC/w==', 'bWlsaw=='] },
  { name: 'aws:TagKeys', kind: 'text', many: true, values: tags },
  { name: 'dynamodb:Attributes', kind: 'text', many: true, values: tags },
  { name: 'logs:LogGeneratingResourceArns', kind: 'arn', many: true, values: arns },
]

/** Keys of one value that a policy may name as a variable: text without wildcards or dollars in it. */
export const variableKeys = keys.filter(({ name }) =>
  ['aws:username', 'aws:userid', 'aws:PrincipalTag/team'].includes(name),
)

/** Ranges for the addresses above; an IPv6 address without a prefix is left out, see open-questions.ts. */
export const ranges = [
  '203.0.113.0/24',
  '203.0.113.99/24',
  '203.0.112.0/22',
  '203.0.113.7',
  '203.0.113.7/32',
  '198.51.100.0/31',
  '0.0.0.0/0',
  '128.0.0.0/1',
  '2001:DB8:1234:5678::/64',
  '2001:db8:1234:5678::1/128',
  '2001:db8::/33',
  '::/0',
]
