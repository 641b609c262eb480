import { expect, test } from 'vitest'
import { policyAllows } from '../../../source/rehearsal/edge/resource-policy.ts'
import { bucketOfDomain } from '../../../source/rehearsal/edge/s3-origin.ts'

const request = {
  service: 'cloudfront.amazonaws.com',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::page/index.html',
  context: { 'aws:sourcearn': 'arn:aws:cloudfront::1:distribution/E1', 'aws:securetransport': 'true' },
}
const allow = {
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::page/*',
  Condition: { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::1:distribution/E1' } },
}
const tlsOnly = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::page', 'arn:aws:s3:::page/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
}

test.each([
  ['this distribution', [tlsOnly, allow], true],
  ['nobody', [], false],
  ['another distribution', [{ ...allow, Condition: { StringEquals: { 'AWS:SourceArn': 'other' } } }], false],
  ['another service', [{ ...allow, Principal: { Service: 'logs.amazonaws.com' } }], false],
  ['another action', [{ ...allow, Action: ['s3:ListBucket'] }], false],
  ['another bucket', [{ ...allow, Resource: 'arn:aws:s3:::pages/*' }], false],
  ['any of its like', [{ ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::1:*' } } }], true],
  ['a denial beside', [allow, { ...tlsOnly, Condition: {} }], false],
  ['an unknown operator', [{ ...allow, Condition: { IpAddress: { 'aws:SourceIp': '1.1.1.1' } } }], false],
  ['a denial with an unknown operator', [allow, { ...tlsOnly, Condition: { IpAddress: { a: 'b' } } }], false],
  ['a missing key', [{ ...allow, Condition: { StringEquals: { 'aws:SourceVpc': 'x' } } }], false],
])('a policy that names %s allows: %s', (_name, Statement, allowed) => {
  expect(policyAllows(JSON.stringify({ Version: '2012-10-17', Statement }), request)).toBe(allowed)
})

test('no policy allows nothing', () => {
  expect(policyAllows(undefined, request)).toBe(false)
})

test.each([
  ['page.s3.eu-central-1.amazonaws.com', 'page'],
  ['page.s3.amazonaws.com', 'page'],
  ['a.b.s3-eu-west-1.amazonaws.com', 'a.b'],
  ['abc.execute-api.eu-central-1.amazonaws.com', undefined],
])('%s is the bucket %s', (domain, bucket) => {
  expect(bucketOfDomain(domain)).toBe(bucket)
})
