// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like template strings.
import type { Verdict } from '../../../source/permissions/evaluate.ts'
import type { RequestContext } from '../../../source/permissions/policy.ts'
import * as from from './sources.ts'
import { ask, document, onCondition, onPolicies, policy, type Vector } from './vector.ts'

type Row = readonly [name: string, Resource: string, resource: string, context: RequestContext, expected: Verdict]

const onResource = (source: string, rows: readonly Row[], Version?: string): readonly Vector[] =>
  rows.map(([name, Resource, resource, context, expected]) => ({
    name,
    source,
    policies: [{ name: 'P', document: document({ Effect: 'Allow', Action: '*', Resource }, Version) }],
    request: ask('any:Action', resource, context),
    expected,
  }))

const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket'
const home = `${bucket}/\${aws:username}/*`
const team = "arn:aws:s3:::amzn-s3-demo-bucket-${aws:PrincipalTag/team, 'company-wide'}"
const ann = { 'aws:username': 'ann' }
const yellow = { 'aws:PrincipalTag/team': 'yellow' }
const own = { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } }
const queue = 'arn:aws:sqs:us-east-2:*:${aws:username}-queue'

export const policyVariables: readonly Vector[] = [
  ...onResource(from.variables('Resource element'), [
    ["one's own folder", home, `${bucket}/ann/notes`, ann, 'allowed'],
    ['the folder of another', home, `${bucket}/bob/notes`, ann, 'denied'],
    ['names of variables ignore case', `${bucket}/\${AWS:UserName}/*`, `${bucket}/ann/notes`, ann, 'allowed'],
    ['values heed case', home, `${bucket}/Ann/notes`, ann, 'denied'],
    ['a wildcard beside a variable', queue, 'arn:aws:sqs:us-east-2:123456789012:ann-queue', ann, 'allowed'],
    ['a wildcard beside a variable, another', queue, 'arn:aws:sqs:us-east-2:123456789012:bob-queue', ann, 'denied'],
    [
      'two variables',
      `${bucket}/\${aws:PrincipalTag/team}/\${aws:username}`,
      `${bucket}/yellow/ann`,
      { ...ann, ...yellow },
      'allowed',
    ],
    ['a tag', `${bucket}/\${aws:PrincipalTag/team}`, `${bucket}/yellow`, yellow, 'allowed'],
    ['a value with a star in it is no pattern', home, `${bucket}/bob/notes`, { 'aws:username': '*' }, 'denied'],
    [
      'a variable before the fifth colon',
      'arn:aws:iam::${aws:PrincipalAccount}:role/x',
      'arn:aws:iam::123456789012:role/x',
      { 'aws:PrincipalAccount': '123456789012' },
      'unknown',
    ],
    [
      'a variable before the fifth colon that does not fit',
      'arn:aws:iam::${aws:PrincipalAccount}:role/x',
      'arn:aws:iam::999999999999:role/x',
      { 'aws:PrincipalAccount': '123456789012' },
      'denied',
    ],
  ]),
  ...onResource(from.variables('Policy variables with no value'), [
    ['a role has no user name', home, `${bucket}/ann/notes`, {}, 'denied'],
    ['a role has no user name, even spelled out', home, `${bucket}/\${aws:username}/notes`, {}, 'denied'],
  ]),
  ...onPolicies(
    from.variables('Policy variables with no value'),
    [policy('P', { Effect: 'Allow', Action: '*', NotResource: home })],
    [
      ["in NotResource: one's own folder", 's3:GetObject', `${bucket}/ann/notes`, ann, 'denied'],
      ['in NotResource: another', 's3:GetObject', `${bucket}/bob/notes`, ann, 'allowed'],
      ['in NotResource: without a value it covers nothing', 's3:GetObject', `${bucket}/bob/notes`, {}, 'allowed'],
    ],
  ),
  ...onResource(from.variables('Special characters'), [
    ['a star itself', `${bucket}/\${*}`, `${bucket}/*`, {}, 'allowed'],
    ['a star itself is no wildcard', `${bucket}/\${*}`, `${bucket}/x`, {}, 'denied'],
    ['a question mark itself', `${bucket}/\${?}`, `${bucket}/?`, {}, 'allowed'],
    ['a question mark itself is no wildcard', `${bucket}/\${?}`, `${bucket}/x`, {}, 'denied'],
    ['a dollar sign itself', `${bucket}/\${$}{aws:username}`, `${bucket}/\${aws:username}`, ann, 'allowed'],
  ]),
  ...onResource(from.variables('Specifying default values'), [
    ['with the tag', team, 'arn:aws:s3:::amzn-s3-demo-bucket-yellow', yellow, 'allowed'],
    ['with the tag not the default', team, 'arn:aws:s3:::amzn-s3-demo-bucket-company-wide', yellow, 'denied'],
    ['without the tag', team, 'arn:aws:s3:::amzn-s3-demo-bucket-company-wide', {}, 'allowed'],
    ['without the tag no other', team, 'arn:aws:s3:::amzn-s3-demo-bucket-yellow', {}, 'denied'],
  ]),
  ...onCondition(from.variables('Condition element'), [
    ['StringEquals', own, { ...ann, 'aws:ResourceTag/Owner': 'ann' }, 'allowed'],
    ['StringEquals, another', own, { ...ann, 'aws:ResourceTag/Owner': 'bob' }, 'denied'],
    ['StringEquals without a value', own, { 'aws:ResourceTag/Owner': 'ann' }, 'denied'],
    ['StringEquals without a tag', own, ann, 'denied'],
    ['StringEquals without either', own, {}, 'denied'],
    [
      'StringNotEquals without a value',
      { StringNotEquals: own.StringEquals },
      { 'aws:ResourceTag/Owner': 'ann' },
      'allowed',
    ],
    [
      'StringLike',
      { StringLike: { 's3:prefix': '${aws:username}/*' } },
      { ...ann, 's3:prefix': 'ann/photos' },
      'allowed',
    ],
    [
      'StringLike, another',
      { StringLike: { 's3:prefix': '${aws:username}/*' } },
      { ...ann, 's3:prefix': 'bob/photos' },
      'denied',
    ],
    [
      'StringLike, a value is no pattern',
      { StringLike: { 's3:prefix': '${aws:username}/*' } },
      { 'aws:username': '*', 's3:prefix': 'bob/photos' },
      'denied',
    ],
    [
      'StringEqualsIgnoreCase',
      { StringEqualsIgnoreCase: own.StringEquals },
      { ...ann, 'aws:ResourceTag/Owner': 'ANN' },
      'allowed',
    ],
    [
      'ArnEquals',
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:iam::1:user/${aws:username}' } },
      { ...ann, 'aws:SourceArn': 'arn:aws:iam::1:user/ann' },
      'allowed',
    ],
    [
      'ArnLike, another',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:iam::1:user/${aws:username}' } },
      { ...ann, 'aws:SourceArn': 'arn:aws:iam::1:user/bob' },
      'denied',
    ],
    [
      'a set of values',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] } },
      { ...ann, 'dynamodb:LeadingKeys': ['ann', 'ann'] },
      'allowed',
    ],
    [
      'a set of values, one another',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:username}'] } },
      { ...ann, 'dynamodb:LeadingKeys': ['ann', 'bob'] },
      'denied',
    ],
    [
      'a key with several values is no variable',
      { StringEquals: { k: '${aws:TagKeys}' } },
      { k: 'a', 'aws:TagKeys': ['a', 'b'] },
      'unknown',
    ],
    ['numbers take no variable', { NumericEquals: { k: '${x:n}' } }, { k: '1', 'x:n': '1' }, 'unknown'],
    [
      'addresses take no variable',
      { IpAddress: { 'aws:SourceIp': '${x:n}' } },
      { 'aws:SourceIp': '203.0.113.7', 'x:n': '203.0.113.7' },
      'unknown',
    ],
    ['of Bool the pages disagree', { Bool: { k: '${x:b}' } }, { k: 'true', 'x:b': 'true' }, 'unknown'],
  ]),
  ...onResource(
    from.versionElement('description'),
    [
      ['before 2012 a variable is plain text', home, `${bucket}/ann/notes`, ann, 'denied'],
      ['before 2012 it fits itself', home, `${bucket}/\${aws:username}/notes`, ann, 'allowed'],
      ['before 2012 wildcards are wildcards', `${bucket}/*`, `${bucket}/ann/notes`, {}, 'allowed'],
    ],
    '2008-10-17',
  ),
  ...['Deny', 'Allow'].map((Effect): Vector => {
    const statement = { Effect: Effect as 'Allow', Action: '*', Resource: home }
    return {
      name: `without a Version a variable is plain text: ${Effect}`,
      source: from.policyChecks('Error – Variable unsupported in version'),
      policies: [{ name: 'P', document: { Statement: statement } }],
      request: ask('s3:GetObject', `${bucket}/ann/notes`, ann),
      expected: 'denied',
    }
  }),
  ...onCondition(from.policyChecks('Error – Missing brace in variable'), [
    ['a brace is missing', { StringEquals: { k: '${aws:username' } }, { ...ann, k: 'ann' }, 'unknown'],
  ]),
  ...onCondition(from.policyChecks('Error – Empty variable'), [
    ['nothing between the braces', { StringEquals: { k: '${}' } }, { k: 'ann' }, 'unknown'],
  ]),
  ...onCondition(from.policyChecks('Error – Unsupported space in variable'), [
    ['a space in the name', { StringEquals: { k: '${aws:user name}' } }, { k: 'ann' }, 'unknown'],
  ]),
  ...onCondition(from.policyChecks('Error – Missing quote in variable'), [
    ['a default without quotes', { StringEquals: { k: '${aws:username, ann}' } }, { k: 'ann' }, 'unknown'],
  ]),
]
