import { expect, test } from 'vitest'
import { readProblem, readRetryAfter } from '../../frontend/src/api/read-problem.ts'

const now = Date.parse('2026-01-01T00:00:00Z')

test.each([
  ['30', 30],
  [' 5 ', 5],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
  ['Wed, 31 Dec 2025 23:59:00 GMT', undefined],
  ['0', undefined],
  ['-4', undefined],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
  ['999999999', 3_600],
])('Retry-After %j is %j seconds', (header, seconds) => {
  expect(readRetryAfter(header, now)).toBe(seconds)
})

test.each([
  [429, 'too-many', true, /wait/],
  [413, 'too-long', false, /too long/],
  [400, 'refused', false, /Say it/],
  [403, 'refused', true, /load the page again/],
  [500, 'broken', true, /went wrong/],
  [502, 'broken', true, /just now/],
  [503, 'broken', true, /just now/],
  [504, 'broken', true, /just now/],
  [418, 'broken', true, /went wrong/],
])('%i is %s', (status, kind, canRetry, sentence) => {
  const problem = readProblem(status, null, { error: { code: 'x', message: 'Say it otherwise.' } }, now)
  expect(problem).toEqual({ kind, canRetry, sentence: expect.stringMatching(sentence) })
})

test.each([undefined, null, 'text', { error: 'x' }, { error: { message: 5 } }, { error: { message: ' ' } }])(
  'an error without a readable message (%j) still gets a sentence',
  (body) => {
    expect(readProblem(400, null, body, now).sentence).toMatch(/could not read/)
  },
)

test.each([429, 500, 503])('%i carries the wait that the server asks for', (status) => {
  expect(readProblem(status, '7', undefined, now).waitSeconds).toBe(7)
})

test.each([
  [429, 'daily_budget_spent', /tomorrow/],
  [503, 'chat_paused', /switched it off/],
  [413, 'prompt_too_long', /delete it/],
])('%i %s is for another day, and offers no second try', (status, code, sentence) => {
  const problem = readProblem(status, '40000', { error: { code, message: 'x' } }, now)
  expect(problem).toEqual({ kind: 'resting', canRetry: false, sentence: expect.stringMatching(sentence) })
})
