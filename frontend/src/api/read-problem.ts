import type { Problem } from './problem.ts'

/** Longest wait in seconds that the page counts down; a server that asks for more is not believed. */
const longestWait = 3_600

/** Seconds of a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1_000)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, longestWait) : undefined
}

/** The server's own sentence of an error document `{"error": {"code", "message"}}`. */
function messageOf(body: unknown): string | undefined {
  const error = (body as { error?: { message?: unknown } } | null | undefined)?.error
  return typeof error?.message === 'string' && error.message.trim() !== '' ? error.message.trim() : undefined
}

/**
 * Turns a failed answer of the API into a problem. `now` is in milliseconds since 1970.
 * Sentences are ours except for 400, where the server alone knows what it did not like.
 */
export function readProblem(status: number, retryAfter: string | null, body: unknown, now: number): Problem {
  const waitSeconds = readRetryAfter(retryAfter, now)
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
    const sentence = messageOf(body) ?? 'The twin could not read this question. Please word it differently.'
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
