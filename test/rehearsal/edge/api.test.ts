import { expect, test } from 'vitest'
import { buildEvent } from '../../../source/rehearsal/edge/api/build-event.ts'
import { mapResponse } from '../../../source/rehearsal/edge/api/map-response.ts'
import { matchRoute } from '../../../source/rehearsal/edge/api/match-route.ts'
import { functionOfIntegration, throttleOf } from '../../../source/rehearsal/edge/api/read-api.ts'
import { createTokenBucket } from '../../../source/rehearsal/edge/api/token-bucket.ts'
import type { Headers } from '../../../source/rehearsal/edge/messages.ts'

const routes = ['$default', 'ANY /api/{proxy+}', 'GET /api/health', 'ANY /api/health', 'GET /pets/{id}'].map(
  (routeKey) => ({ routeKey }),
)

test.each([
  ['GET', '/api/health', 'GET /api/health', {}],
  ['POST', '/api/health', 'ANY /api/health', {}],
  ['POST', '/api/a/b%20c', 'ANY /api/{proxy+}', { proxy: 'a/b c' }],
  ['GET', '/api/', '$default', {}],
  ['GET', '/api', '$default', {}],
  ['GET', '/pets/7', 'GET /pets/{id}', { id: '7' }],
  ['GET', '/pets/7/8', '$default', {}],
  ['GET', '/pets/', '$default', {}],
])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
  expect(matchRoute(routes, method, path)).toMatchObject({ route: { routeKey }, pathParameters })
})

test('no route is no match', () => {
  expect(matchRoute([{ routeKey: 'GET /health' }], 'POST', '/health')).toBeUndefined()
})

test('a bucket lets the burst through, then the rate', () => {
  const take = createTokenBucket()
  const throttle = { rate: 2, burst: 3 }
  expect([0, 0, 0, 0].map((now) => take(throttle, now))).toEqual([true, true, true, false])
  expect([400, 500, 600].map((now) => take(throttle, now))).toEqual([false, true, false])
})

test("a stage's throttle: the route's own, the default, the account's", () => {
  const otherwise = { rate: 10, burst: 20 }
  const stage = { stageName: '$default', defaultRouteSettings: { throttlingRateLimit: 5, throttlingBurstLimit: 6 } }
  const own = { ...stage, routeSettings: { 'GET /a': { throttlingRateLimit: 1, throttlingBurstLimit: 2 } } }
  expect(throttleOf(own, 'GET /a', otherwise)).toEqual({ rate: 1, burst: 2 })
  expect(throttleOf(own, 'GET /b', otherwise)).toEqual({ rate: 5, burst: 6 })
  expect(throttleOf({ stageName: '$default' }, 'GET /b', otherwise)).toEqual(otherwise)
})

test('the function of an integration, in both forms of its address', () => {
  const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:twin-dev-api'
  const uri = `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn}/invocations`
  expect(functionOfIntegration(uri)).toEqual({ arn, name: 'twin-dev-api' })
  expect(functionOfIntegration(arn)).toEqual({ arn, name: 'twin-dev-api' })
  expect(functionOfIntegration('https://example.com')).toBeUndefined()
})

function eventOf(headers: Headers, body: string | Buffer = '', query = '') {
  return buildEvent({
    request: { method: 'POST', path: '/api/a%20b', query, headers, body: Buffer.from(body), peer: '203.0.113.10' },
    match: { route: { routeKey: 'ANY /api/{proxy+}' }, pathParameters: { proxy: 'a b' } },
    account: '123456789012',
    apiId: 'abc',
    stage: '$default',
    stageVariables: {},
    domain: 'abc.execute-api.eu-central-1.amazonaws.com',
    requestId: 'request-1',
    traceId: 'Root=1-2-3',
    now: new Date('2026-03-02T01:02:03.004Z'),
  })
}

test('an event of format 2.0', () => {
  const headers = [
    ['accept', 'a'],
    ['accept', 'b'],
    ['cookie', 'x=1; y=2'],
    ['content-type', 'application/json'],
    ['user-agent', 'curl'],
    ['x-forwarded-for', '6.6.6.6, 127.0.0.1'],
    ['x-forwarded-proto', 'http'],
  ] as const
  expect(eventOf(headers, '{"message":"ü"}', 'q=1&q=2&r=%C3%BC')).toEqual({
    version: '2.0',
    routeKey: 'ANY /api/{proxy+}',
    rawPath: '/api/a b',
    rawQueryString: 'q=1&q=2&r=%C3%BC',
    cookies: ['x=1', 'y=2'],
    headers: {
      accept: 'a,b',
      'content-type': 'application/json',
      'user-agent': 'curl',
      'content-length': '16',
      host: 'abc.execute-api.eu-central-1.amazonaws.com',
      'x-amzn-trace-id': 'Root=1-2-3',
      'x-forwarded-for': '6.6.6.6, 127.0.0.1, 203.0.113.10',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    queryStringParameters: { q: '1,2', r: 'ü' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc',
      domainName: 'abc.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'abc',
      http: { method: 'POST', path: '/api/a b', protocol: 'HTTP/1.1', sourceIp: '203.0.113.10', userAgent: 'curl' },
      requestId: 'request-1',
      routeKey: 'ANY /api/{proxy+}',
      stage: '$default',
      time: '02/Mar/2026:01:02:03 +0000',
      timeEpoch: 1772413323004,
    },
    pathParameters: { proxy: 'a b' },
    body: '{"message":"ü"}',
    isBase64Encoded: false,
  })
})

test.each([
  ['application/octet-stream', true],
  ['application/x-www-form-urlencoded', true],
  ['application/problem+json', false],
  ['text/plain', false],
])('a body of %s in base64: %s', (type, isBase64Encoded) => {
  const body = isBase64Encoded ? Buffer.from('\xff').toString('base64') : '\xff'
  expect(eventOf([['content-type', type]], '\xff')).toMatchObject({ isBase64Encoded, body })
})

test('an empty body is left out', () => {
  expect(eventOf([])).not.toHaveProperty('body')
})

test.each([
  [
    'a full answer',
    { statusCode: 201, headers: { 'Content-Type': 'a/b', X: 1 }, body: 'ok' },
    201,
    [
      ['content-type', 'a/b'],
      ['x', '1'],
    ],
    'ok',
  ],
  ['no type', { statusCode: 200, body: 'ok' }, 200, [['content-type', 'text/plain;charset=UTF-8']], 'ok'],
  [
    'cookies',
    { statusCode: 200, headers: { 'content-type': 'a/b', 'content-length': '9' }, cookies: ['a=1', 'b=2'] },
    200,
    [
      ['content-type', 'a/b'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
    '',
  ],
  [
    'base64',
    { statusCode: '200', headers: { 'content-type': 'a/b' }, body: 'b2s=', isBase64Encoded: true },
    200,
    [['content-type', 'a/b']],
    'ok',
  ],
  ['an inferred object', { message: 'hi' }, 200, [['content-type', 'application/json']], '{"message":"hi"}'],
  ['an inferred text', 'hi', 200, [['content-type', 'application/json']], 'hi'],
  [
    'a wrong status',
    { statusCode: 'x' },
    500,
    [['content-type', 'application/json']],
    '{"message":"Internal Server Error"}',
  ],
  [
    'a wrong body',
    { statusCode: 200, body: {} },
    500,
    [['content-type', 'application/json']],
    '{"message":"Internal Server Error"}',
  ],
])('%s is mapped', (_name, result, status, headers, body) => {
  const response = mapResponse(JSON.stringify(result))
  expect(response.status).toBe(status)
  expect(response.headers).toEqual(headers)
  expect(response.body.toString()).toBe(body)
})
