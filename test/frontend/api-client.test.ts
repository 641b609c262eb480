import { expect, test } from 'vitest'
import { createApi, type Fetch } from '../../frontend/src/api/client.ts'

type Seen = { path: string; init: Parameters<Fetch>[1] }

function apiThat(answer: () => Promise<Response>, isOnline = true) {
  const seen: Seen[] = []
  const fetch: Fetch = (path, init) => {
    seen.push({ path, init })
    return answer()
  }
  return { api: createApi({ fetch, isOnline: () => isOnline }), seen }
}

const json = (body: unknown, init?: ResponseInit) => async () => new Response(JSON.stringify(body), init)

test('a question goes to its own origin as JSON', async () => {
  const { api, seen } = apiThat(json({ reply: 'Hello' }))
  expect(await api.ask('Hi "there"')).toEqual({ ok: true, value: 'Hello' })
  expect(seen).toEqual([{ path: '/api/chat', init: expect.objectContaining({ method: 'POST' }) }])
  expect(seen[0]?.init.body).toBe('{"message":"Hi \\"there\\""}')
  expect(new Headers(seen[0]?.init.headers).get('content-type')).toBe('application/json')
})

test('the conversation is read from its own origin', async () => {
  const { api, seen } = apiThat(json({ turns: [{ role: 'user', text: 'Hi' }], suggestions: [] }))
  expect(await api.readConversation()).toEqual({
    ok: true,
    value: { turns: [{ author: 'visitor', text: 'Hi' }], suggestions: [] },
  })
  expect(seen[0]?.path).toBe('/api/conversation')
})

test('a refusal carries the wait of its header', async () => {
  const { api } = apiThat(
    json({ error: { code: 'x', message: 'y' } }, { status: 429, headers: { 'retry-after': '9' } }),
  )
  expect(await api.ask('Hi')).toMatchObject({ ok: false, problem: { kind: 'too-many', waitSeconds: 9 } })
})

test.each([
  ['a page instead of JSON', async () => new Response('<!doctype html>', { status: 200 }), 'broken'],
  ['JSON of another shape', json({ hello: 1 }), 'broken'],
  ['an error page', async () => new Response('<html>', { status: 503 }), 'broken'],
  ['no connection', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
  ['a timeout', () => Promise.reject(new DOMException('x', 'TimeoutError')), 'late'],
])('%s is a problem with a sentence', async (_, answer, kind) => {
  const result = await apiThat(answer).api.ask('Hi')
  expect(result).toMatchObject({ ok: false, problem: { kind, sentence: expect.stringMatching(/\.$/), canRetry: true } })
})

test('no connection while the browser is offline says so', async () => {
  const { api } = apiThat(() => Promise.reject(new TypeError('Failed to fetch')), false)
  expect(await api.ask('Hi')).toMatchObject({ problem: { kind: 'offline' } })
})

test('a server that never answers is given up', async () => {
  const fetch: Fetch = (_path, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const api = createApi({ fetch, isOnline: () => true, patience: 5 })
  expect(await api.ask('Hi')).toMatchObject({ problem: { kind: 'late' } })
})

test('a visitor can stop waiting', async () => {
  const fetch: Fetch = (_path, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const stop = new AbortController()
  const asked = createApi({ fetch, isOnline: () => true }).ask('Hi', stop.signal)
  stop.abort()
  expect(await asked).toMatchObject({ problem: { kind: 'stopped', canRetry: true } })
})

test('deleting asks the same address, and takes an answer without a body', async () => {
  const { api, seen } = apiThat(async () => new Response(null, { status: 204 }))
  expect(await api.deleteConversation()).toEqual({ ok: true, value: true })
  expect(seen).toEqual([{ path: '/api/conversation', init: expect.objectContaining({ method: 'DELETE' }) }])
})
