import { describe, expect, it } from 'vitest'
import type { ChangeJson } from '../../source/services/terraform/plan-json.ts'
import { policyGains } from '../../source/services/terraform/policy-gains.ts'
import { widerAccess } from '../../source/services/terraform/wider-access.ts'

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })
const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const read = allow('s3:GetObject', 'arn:aws:s3:::data/*')

describe('policyGains', () => {
  it.each([
    ['the same', [read], [read], []],
    [
      'another action',
      [read],
      [allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::data/*')],
      ['s3:PutObject on arn:aws:s3:::data/*'],
    ],
    ['another resource', [read], [allow('s3:GetObject', ['arn:aws:s3:::data/*', '*'])], ['s3:GetObject on *']],
    ['less of what a wildcard allowed', [allow('s3:*', '*')], [read], []],
    [
      'a condition more',
      [read],
      [allow('s3:GetObject', 'arn:aws:s3:::data/*', { Condition: { Bool: { a: 'true' } } })],
      [],
    ],
    [
      'a condition less',
      [allow('s3:GetObject', 'arn:aws:s3:::data/*', { Condition: { Bool: { a: 'true' } } })],
      [read],
      ['s3:GetObject on arn:aws:s3:::data/*'],
    ],
    ['everybody', [], [{ ...read, Principal: '*' }], ['s3:GetObject on arn:aws:s3:::data/* for everybody']],
    ['a denial less', [{ ...read, Effect: 'Deny' }], [], ['no longer denied: s3:GetObject on arn:aws:s3:::data/*']],
    [
      'all but',
      [],
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      ['allowed with exceptions: all but iam:* on *'],
    ],
    ['fewer', [read], [], []],
  ])('%s', (_, before, after, gains) => {
    expect(policyGains(policy(...before), policy(...after))).toEqual(gains)
  })

  it('never takes for safe what it cannot read', () => {
    expect(policyGains(policy(read), 'no policy')).toEqual(['it cannot be read as a policy'])
  })
})

const change = (type: string, values: Partial<ChangeJson>, actions = ['update']) => ({
  address: `${type}.twin`,
  mode: 'managed' as const,
  type,
  name: 'twin',
  change: { actions, before: null, after: null, ...values },
})
const origins = (value: string) => ({ environment: [{ variables: { CORS_ORIGINS: value, ORIGIN_SECRETS: 'hush' } }] })
const limits = (rate: number) => ({
  default_route_settings: [{ throttling_rate_limit: rate, throttling_burst_limit: 5 }],
})
const closed = {
  bucket: 'b',
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
}

describe('widerAccess', () => {
  it.each([
    ['nothing', change('aws_apigatewayv2_stage', { before: limits(2), after: limits(2) }, ['no-op']), []],
    ['a lower throttle', change('aws_apigatewayv2_stage', { before: limits(5), after: limits(2) }), []],
    [
      'a raised throttle',
      change('aws_apigatewayv2_stage', { before: limits(2), after: limits(5) }),
      ['API stage: 5 requests per second instead of 2'],
    ],
    [
      'no throttle',
      change('aws_apigatewayv2_stage', { before: limits(2), after: {} }),
      [
        'API stage: no limit of requests per second any more (it was 2)',
        'API stage: no limit of requests at once any more (it was 5)',
      ],
    ],
    [
      'a role policy that gains',
      change('aws_iam_role_policy', { before: { policy: policy() }, after: { policy: policy(read) } }),
      ['role policy: s3:GetObject on arn:aws:s3:::data/*'],
    ],
    ['a role policy that is new', change('aws_iam_role_policy', { after: { policy: policy(read) } }, ['create']), []],
    [
      'a bucket open to all, though new',
      change('aws_s3_bucket_policy', { after: { policy: policy({ ...read, Principal: { AWS: '*' } }) } }, ['create']),
      ['twin bucket policy: s3:GetObject on arn:aws:s3:::data/* for everybody'],
    ],
    [
      'a policy not known yet',
      change('aws_iam_role_policy', { before: { policy: policy() }, after: {}, after_unknown: { policy: true } }),
      ['role policy: what its policy allows is known only once it is made'],
    ],
    [
      'a policy not known yet of a thing that is new',
      change('aws_s3_bucket_policy', { after: {}, after_unknown: { policy: true } }, ['create']),
      [],
    ],
    [
      'a public access block that opens',
      change('aws_s3_bucket_public_access_block', { before: closed, after: { ...closed, block_public_policy: false } }),
      ['public access block twin: block public policy is turned off'],
    ],
    [
      'a public access block taken away',
      change('aws_s3_bucket_public_access_block', { before: closed }, ['delete']),
      ['public access block twin: it is removed while the bucket stays'],
    ],
    [
      'an origin more',
      change('aws_lambda_function', { before: origins(''), after: origins('https://a.example') }),
      ['Lambda function: CORS origins gain https://a.example'],
    ],
    ['an origin less', change('aws_lambda_function', { before: origins('https://a.example'), after: origins('') }), []],
    [
      'origins not known yet',
      change('aws_lambda_function', { before: origins(''), after: { environment: [{}] } }),
      ['Lambda function: which web sites may call it (CORS) is known only once it is made'],
    ],
    [
      'a permission with a source',
      change(
        'aws_lambda_permission',
        { after: { principal: 'apigateway.amazonaws.com' }, after_unknown: { source_arn: true } },
        ['create'],
      ),
      [],
    ],
    [
      'a permission without a source',
      change('aws_lambda_permission', { after: { principal: '*' } }, ['create']),
      ['Lambda permission: * may call the function from any account'],
    ],
    [
      'an open address',
      change('aws_lambda_function_url', { after: { authorization_type: 'NONE' } }, ['create']),
      ['lambda function url: anybody may call the function'],
    ],
  ])('of %s', (_, json, lines) => {
    expect(widerAccess({ resource_changes: [json] })).toEqual(lines)
  })

  it('passes over a guard that goes with its bucket', () => {
    const bucket = change('aws_s3_bucket', { before: { bucket: 'b' } }, ['delete'])
    const guard = change('aws_s3_bucket_public_access_block', { before: closed }, ['delete'])
    expect(widerAccess({ resource_changes: [bucket, guard] })).toEqual([])
  })

  it('tells no value of a setting that may be secret', () => {
    const json = change('aws_lambda_function', { before: origins(''), after: origins('https://a.example') })
    expect(widerAccess({ resource_changes: [json] }).join()).not.toContain('hush')
  })
})
