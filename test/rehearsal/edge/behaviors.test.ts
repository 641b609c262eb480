import type { DistributionConfig } from '@aws-sdk/client-cloudfront'
import { expect, test } from 'vitest'
import { allowsMethod, chooseBehavior, matchesPathPattern } from '../../../source/rehearsal/edge/choose-behavior.ts'
import { forwardedRequest } from '../../../source/rehearsal/edge/forwarded-request.ts'

test.each([
  ['/api/*', '/api/chat', true],
  ['/api/*', '/api/', true],
  ['/api/*', '/api', false],
  ['api/*', '/api/chat', true],
  ['/api/*', '/API/chat', false],
  ['*.js', '/assets/a.js', true],
  ['*.js', '/assets/a.jsx', false],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['/a.c', '/abc', false],
  ['*', '/', true],
])('pattern %s fits %s: %s', (pattern, path, fits) => {
  expect(matchesPathPattern(pattern, path)).toBe(fits)
})

test('the first fitting behaviour of the list, else the default', () => {
  const behavior = (id: string, PathPattern: string) => ({
    PathPattern,
    TargetOriginId: id,
    ViewerProtocolPolicy: undefined,
  })
  const config = {
    DefaultCacheBehavior: { TargetOriginId: 'page', ViewerProtocolPolicy: undefined },
    CacheBehaviors: { Quantity: 2, Items: [behavior('first', '/api/*'), behavior('second', '/api/chat')] },
  }
  expect(chooseBehavior(config, '/api/chat')?.TargetOriginId).toBe('first')
  expect(chooseBehavior(config, '/chat')?.TargetOriginId).toBe('page')
  const none: Pick<DistributionConfig, 'DefaultCacheBehavior'> = { DefaultCacheBehavior: undefined }
  expect(chooseBehavior(none, '/')).toBeUndefined()
})

const plain = { TargetOriginId: 'x', ViewerProtocolPolicy: undefined }

test('methods', () => {
  expect(allowsMethod(plain, 'GET')).toBe(true)
  expect(allowsMethod(plain, 'POST')).toBe(false)
  expect(allowsMethod({ ...plain, AllowedMethods: { Quantity: 1, Items: ['POST'] } }, 'POST')).toBe(true)
})

const origin = {
  Id: 'x',
  DomainName: 'x',
  OriginPath: '/v1',
  CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'X-Origin-Verify', HeaderValue: 'secret' }] },
}
const request = {
  method: 'POST',
  path: '/api/chat',
  query: 'a=1',
  body: Buffer.alloc(0),
  peer: '127.0.0.1',
  headers: [
    ['host', 'localhost:1'],
    ['cookie', 'id=1'],
    ['user-agent', 'curl'],
    ['content-type', 'application/json'],
    ['x-forwarded-for', '6.6.6.6'],
    ['x-forwarded-proto', 'gopher'],
    ['x-origin-verify', 'guess'],
    ['connection', 'keep-alive'],
  ] as const,
}

test('all but Host goes to the origin, its own headers replace a claim, the viewer is appended', () => {
  const policy = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'
  const forwarded = forwardedRequest(request, { ...plain, OriginRequestPolicyId: policy }, origin)
  expect(forwarded).toMatchObject({ path: '/v1/api/chat', query: 'a=1' })
  expect(forwarded.peer).not.toBe('127.0.0.1')
  expect(forwarded.headers).toEqual([
    ['cookie', 'id=1'],
    ['user-agent', 'curl'],
    ['content-type', 'application/json'],
    ['x-forwarded-for', '6.6.6.6, 127.0.0.1'],
    ['via', expect.stringContaining('CloudFront')],
    ['x-origin-verify', 'secret'],
  ])
})

test.each([
  ['no policy', plain, ['content-type', 'user-agent=Amazon CloudFront'], ''],
  [
    'all viewer',
    { ...plain, OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3' },
    ['host', 'cookie'],
    'a=1',
  ],
  [
    'forwarded values',
    {
      ...plain,
      ForwardedValues: {
        QueryString: true,
        Cookies: { Forward: 'all' as const },
        Headers: { Quantity: 1, Items: ['User-Agent'] },
      },
    },
    ['cookie', 'user-agent=curl'],
    'a=1',
  ],
])('%s decides what is forwarded', (_name, behavior, expected, query) => {
  const forwarded = forwardedRequest(request, behavior, origin)
  const lines = forwarded.headers.flatMap(([name, value]) => [name, `${name}=${value}`])
  expect(lines).toEqual(expect.arrayContaining(expected))
  expect(lines.includes('cookie')).toBe(expected.includes('cookie'))
  expect(lines.includes('host')).toBe(expected.includes('host'))
  expect(forwarded.query).toBe(query)
})
