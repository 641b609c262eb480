import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { collectCalls } from '../measure/collect.ts'
import { crossCheck } from '../measure/cross-check.ts'
import { example, normalise } from '../measure/normalise.ts'
import { readProviderLog } from '../measure/provider-log.ts'
import { hashStack } from '../measure/stack-hash.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { measurement } from './measured.ts'

const role = 'arn:aws:iam::123456789012:role/measured-dev-api'
const request = (over: Partial<RequestLogEntry>): RequestLogEntry => ({
  ...{ time: '', identity: 'admin', service: 'lambda', action: 'lambda:GetFunction', operation: 'GetFunction' },
  ...{ resource: '*', method: 'GET', path: '/', status: 200, write: false, denied: false, client: 'Terraform' },
  ...over,
})
const logged = (message: string, method: string, invocation?: string) =>
  JSON.stringify({
    '@message': message,
    'rpc.service': 'Lambda',
    'rpc.method': method,
    tf_resource_type: 'aws_lambda_function',
    ...(invocation ? { 'http.request.header.amz_sdk_invocation_id': invocation } : {}),
  })

function logOf(...lines: string[]) {
  const path = join(temporaryFolder(), 'terraform.log')
  writeFileSync(path, lines.join('\n'))
  return readProviderLog(path)
}

describe('the stack’s hash', () => {
  const hashOf = (text: string) => {
    const folder = join(temporaryFolder(), 'stack')
    mkdirSync(folder)
    writeFileSync(join(folder, 'api.tf'), text)
    return hashStack(folder)
  }

  test('is of what the files say, not of how they are laid out', () => {
    expect(hashOf('# About it.\n\na   = 1\n')).toBe(hashOf('a = 1'))
    expect(hashOf('a = 1')).not.toBe(hashOf('a = 2'))
    expect(hashOf('a = "#1"')).not.toBe(hashOf('a = "#2"'))
  })
})

describe('collecting calls', () => {
  test('names each once, with what Terraform made it for and what IAM is asked besides', () => {
    const asked = request({
      ...{ operation: 'CreateFunction', action: 'lambda:CreateFunction', invocation: 'a' },
      besides: [{ action: 'iam:PassRole', resource: role }],
    })
    const log = logOf(logged('HTTP Request Sent', 'CreateFunction', 'a'))
    const common = { by: 'terraform', operation: 'lambda CreateFunction', madeFor: ['aws_lambda_function'] }
    expect(collectCalls([asked, asked], log)).toEqual([
      { ...common, action: 'lambda:CreateFunction', resource: '*' },
      {
        ...common,
        action: 'iam:PassRole',
        resource: 'arn:aws:iam::<account>:role/<project>-<environment>-api',
        besides: true,
      },
    ])
  })

  test('leaves out what neither Terraform nor the program asked', () => {
    const others = [request({ client: 'aws-cli' }), request({ identity: 'service' }), request({ client: 'Boto3' })]
    expect(collectCalls(others, logOf())).toEqual([])
  })
})

describe('the cross-check of both logs', () => {
  test('has nothing to say when they agree', () => {
    const log = logOf(logged('HTTP Request Sent', 'GetFunction', 'a'), logged('HTTP Response Received', 'GetFunction'))
    expect(crossCheck([request({ invocation: 'a' }), request({ client: 'aws-sdk-js' })], log)).toEqual([])
  })

  test('tells of an answer that was lost', () => {
    const log = logOf(logged('HTTP Request Sent', 'GetFunction', 'a'))
    expect(crossCheck([request({ invocation: 'a' })], log)).toEqual([
      "lambda GetFunction: 0 in Terraform's log, 1 in the account's.",
    ])
  })

  test('fails on a request that the account has not heard of', () => {
    const log = logOf(logged('HTTP Request Sent', 'GetPolicy', 'b'))
    expect(() => crossCheck([request({ invocation: 'a' })], log)).toThrow('Sent and not heard of: Lambda GetPolicy')
  })
})

describe('names in the measurement', () => {
  test.each([
    [role, 'arn:aws:iam::<account>:role/<project>-<environment>-api'],
    ['arn:aws:iam::123456789012:role/people/ana', 'arn:aws:iam::<account>:role/*'],
    [
      'arn:aws:s3:::measured-dev-data-123456789012/current.json',
      'arn:aws:s3:::<project>-<environment>-data-<account>/*',
    ],
    ['arn:aws:s3:::digital-twin-terraform-state-123456789012', 'arn:aws:s3:::digital-twin-terraform-state-<account>'],
    ['arn:aws:apigateway:eu-central-1::/apis/a1/stages/%24default', 'arn:aws:apigateway:<region>::/apis/*/stages/*'],
    ['arn:aws:cloudfront::123456789012:distribution/E1', 'arn:aws:cloudfront::<account>:distribution/*'],
  ])('writes %s as %s', (arn, written) => {
    expect(normalise(arn)).toBe(written)
  })

  test('can be read back: the example of a name is written as that name', () => {
    const changed = measurement.calls.filter(({ resource }) => normalise(example(resource)) !== resource)
    expect(changed.map(({ resource }) => resource)).toEqual([])
  })
})
