import type { Problem } from './problem.ts'

/** Longest wait in seconds that the page counts down; a server that asks for more is not believed. */
const longestWait = 3_600

/** Seconds of a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1_000)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, longestWait) : undefined
}

/** An error document `{"error": {"code", "message"}}`, as far as it is one. */
function errorOf(body: unknown): { readonly code?: unknown; readonly message?: string } {
  const { code, message } = (body as { error?: { code?: unknown; message?: unknown } } | null | undefined)?.error ?? {}
  return typeof message === 'string' && message.trim() !== '' ? { code, message: message.trim() } : { code }
}

/** Refusals that waiting a moment does not mend. */
const forToday: ReadonlyMap<unknown, string> = new Map([
  ['daily_budget_spent', 'The twin has answered as many questions as it may in one day. Please come back tomorrow.'],
  ['chat_paused', 'The twin takes a break: its owner has switched it off for now. Please come back another day.'],
  ['prompt_too_long', 'This conversation has become too long for the twin. Please delete it and start anew.'],
])

/**
 * Turns a failed answer of the API into a problem. `now` is in milliseconds since 1970.
 * Sentences are ours, by status and code, except for 400, where the server alone knows what it did not like.
 */
export function readProblem(status: number, retryAfter: string | null, body: unknown, now: number): Problem {
  const waitSeconds = readRetryAfter(retryAfter, now)
  const { code, message } = errorOf(body)
  const resting = forToday.get(code)
  if (resting !== undefined) return { kind: 'resting', sentence: resting, canRetry: false }
  const wait = waitSeconds === undefined ? {} : { waitSeconds }
  if (status === 429) {
    const sentence = 'That was a lot of questions in a short time. Please wait a little before the next one.'
    return { kind: 'too-many', sentence, canRetry: true, ...wait }
  }
  if (status === 413) {
    const sentence = 'This question is too long for the twin. Please shorten it and send it again.'
    return { kind: 'too-long', sentence, canRetry: false }
  }
  if (status === 400 || status === 422) {
    const sentence = message ?? 'The twin could not read this question. Please word it differently.'
    return { kind: 'refused', sentence, canRetry: false }
  }
  if (status === 403) {
    const sentence = 'The twin refused this request. Please load the page again and ask once more.'
    return { kind: 'refused', sentence, canRetry: true }
  }
  if (status === 502 || status === 503 || status === 504) {
    const sentence = 'The twin cannot answer just now. Your question is not lost: please try again in a moment.'
    return { kind: 'broken', sentence, canRetry: true, ...wait }
  }
  const sentence = 'Something went wrong on the twin’s side. Please try again in a moment.'
  return { kind: 'broken', sentence, canRetry: true, ...wait }
}
