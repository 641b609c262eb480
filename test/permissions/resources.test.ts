// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like template strings.
import { describe, expect, test } from 'vitest'
import { resourceMatches } from '../../source/permissions/arn.ts'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { parseGlob } from '../../source/permissions/glob.ts'
import type { RequestContext } from '../../source/permissions/policy.ts'

describe('resource patterns', () => {
  test.each([
    ['*', 'arn:aws:s3:::b/k', 'yes'],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b', 'yes'],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b/k', 'no'],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', 'no'],
    ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1/2/test/3/object.jpg', 'yes'],
    ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1-test/object.jpg', 'no'],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/env:/dev/terraform.tfstate', 'yes'],
    ['arn:aws:s3:::twin-*-1234', 'arn:aws:s3:::twin-dev-data-1234', 'yes'],
    ['arn:aws:lambda:*:1234:function:twin-*', 'arn:aws:lambda:eu-central-1:1234:function:twin-dev', 'yes'],
    ['arn:aws:lambda:*:1234:function:twin-???', 'arn:aws:lambda:eu-central-1:1234:function:twin-dev', 'yes'],
    ['arn:aws:lambda:*:1234:function:twin-??', 'arn:aws:lambda:eu-central-1:1234:function:twin-dev', 'no'],
    ['arn:aws:logs:*', 'arn:aws:logs:eu-central-1:1234:log-group:/aws/lambda/twin:*', 'yes'],
    ['arn:aws:iam::1234:role/*', 'arn:aws:iam::1234:role/path/twin', 'yes'],
    ['arn:aws:apigateway:eu-central-1::/apis/*', 'arn:aws:apigateway:eu-central-1::/apis/a1/stages/$default', 'yes'],
    ['arn:aws:apigateway:eu-central-1::/apis/*', 'arn:aws:apigateway:eu-central-1::/apis', 'no'],
    // Inside a segment, AWS does not say whether it reaches over colons.
    ['arn:aws:lambda:*t-1:1234:function:twin', 'arn:aws:lambda:x:y:st-1:1234:function:twin', 'unknown'],
    ['arn:aws:lambda:eu?1234:function:twin', 'arn:aws:lambda:eu:1234:function:twin', 'unknown'],
  ] as const)('%s on %s: %s', (pattern, resource, truth) => {
    expect(resourceMatches(parseGlob(pattern), resource)).toBe(truth)
  })
})

describe('policy variables in a resource', () => {
  const verdict = (Resource: string, context: RequestContext, Version: string | undefined = '2012-10-17') =>
    evaluate({
      identityPolicies: [
        { name: 'P', document: { Version, Statement: { Effect: 'Allow', Action: 's3:*', Resource } } },
      ],
      request: { action: 's3:GetObject', resource: 'arn:aws:s3:::home/ann/notes', context },
    }).verdict

  test.each([
    ['arn:aws:s3:::home/${aws:username}/*', { 'aws:username': 'ann' }, 'allowed'],
    ['arn:aws:s3:::home/${aws:username}/*', { 'aws:username': 'bob' }, 'denied'],
    ['arn:aws:s3:::home/${aws:username}/*', { 'aws:username': '*' }, 'denied'],
    ['arn:aws:s3:::home/${aws:username}/*', { 'aws:username': null }, 'denied'],
    ['arn:aws:s3:::home/${aws:username}/*', {}, 'unknown'],
    ['arn:aws:s3:::other/${aws:username}/*', { 'aws:username': 'ann' }, 'denied'],
    ["arn:aws:s3:::home/${aws:PrincipalTag/team, 'ann'}/*", { 'aws:PrincipalTag/team': null }, 'allowed'],
    ['arn:aws:s3:::home/${aws:TagKeys}/*', { 'aws:TagKeys': ['a', 'b'] }, 'unknown'],
  ] as const)('%s with %j: %s', (resource, context, expected) => {
    expect(verdict(resource, context)).toBe(expected)
  })

  test.each(['2008-10-17', ''])('are plain text in version "%s"', (version) => {
    const Resource = 'arn:aws:s3:::home/${aws:username}/*'
    const document = {
      ...(version ? { Version: version } : {}),
      Statement: { Effect: 'Allow', Action: 's3:*', Resource },
    } as const
    const ask = (resource: string) =>
      evaluate({
        identityPolicies: [{ name: 'P', document }],
        request: { action: 's3:GetObject', resource, context: { 'aws:username': 'ann' } },
      }).verdict
    expect(ask('arn:aws:s3:::home/ann/notes')).toBe('denied')
    expect(ask('arn:aws:s3:::home/${aws:username}/notes')).toBe('allowed')
  })
})
