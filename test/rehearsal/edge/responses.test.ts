import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compressed, revalidated, withPolicyHeaders } from '../../../source/rehearsal/edge/finish-response.ts'
import { cachePolicies } from '../../../source/rehearsal/edge/managed-policies.ts'
import { type EdgeResponse, headerOf } from '../../../source/rehearsal/edge/messages.ts'

const text = 'twin '.repeat(400)
const request = { method: 'GET', path: '/', query: '', body: Buffer.alloc(0), peer: '127.0.0.1' }
const response: EdgeResponse = {
  status: 200,
  headers: [
    ['content-type', 'text/html; charset=utf-8'],
    ['etag', '"abc"'],
    ['last-modified', 'Thu, 01 Jan 2026 00:00:00 GMT'],
    ['x-frame-options', 'DENY'],
  ],
  body: Buffer.from(text),
}

test("SecurityHeadersPolicy's headers; the origin's own stand, except nosniff", () => {
  const finished = withPolicyHeaders(
    { ...response, headers: [...response.headers, ['x-content-type-options', 'wrong']] },
    '67f7725c-6f97-4210-82d7-5512b31e9d03',
  )
  expect(Object.fromEntries(finished.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'strict-transport-security': 'max-age=31536000',
    'x-xss-protection': '1; mode=block',
  })
  expect(withPolicyHeaders(response, undefined)).toBe(response)
})

const behavior = { TargetOriginId: 'x', ViewerProtocolPolicy: undefined, Compress: true }
const optimized = { ...behavior, CachePolicyId: cachePolicies.CachingOptimized }

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip;q=1.0', 'gzip', gunzipSync],
])('compresses for a viewer that takes %s', (accepted, encoding, decompress) => {
  const finished = compressed({ ...request, headers: [['accept-encoding', accepted]] }, response, optimized)
  expect(headerOf(finished.headers, 'content-encoding')).toBe(encoding)
  expect(headerOf(finished.headers, 'etag')).toBe('W/"abc"')
  expect(decompress(finished.body).toString()).toBe(text)
})

test.each([
  ['nobody asked', response, optimized, ''],
  ['an uncached behaviour', response, { ...behavior, CachePolicyId: cachePolicies.CachingDisabled }, 'gzip'],
  ['a small body', { ...response, body: Buffer.from('x') }, optimized, 'gzip'],
  ['an image', { ...response, headers: [['content-type', 'image/png'] as const] }, optimized, 'gzip'],
  ['a server error', { ...response, status: 500 }, optimized, 'gzip'],
])('does not compress: %s', (_name, given, chosen, accepted) => {
  expect(compressed({ ...request, headers: [['accept-encoding', accepted]] }, given, chosen)).toBe(given)
})

test.each([
  ['if-none-match', '"abc"', 304],
  ['if-none-match', 'W/"abc"', 304],
  ['if-none-match', '"x", "abc"', 304],
  ['if-none-match', '*', 304],
  ['if-none-match', '"x"', 200],
  ['if-modified-since', 'Fri, 02 Jan 2026 00:00:00 GMT', 304],
  ['if-modified-since', 'Wed, 31 Dec 2025 00:00:00 GMT', 200],
  ['accept', '*/*', 200],
])('%s %s is %i', (name, value, status) => {
  const finished = revalidated({ ...request, headers: [[name, value]] }, response)
  expect(finished.status).toBe(status)
  expect(finished.body.length > 0).toBe(status === 200)
})
