import { type History, readHistory, readReply } from './convert.ts'
import { late, offline, type Problem, stopped, unreachable, unreadable } from './problem.ts'
import { readProblem } from './read-problem.ts'

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem }

export interface Api {
  /** Sends one question; `signal` stops the waiting. Never throws. */
  ask(message: string, signal?: AbortSignal): Promise<Result<string>>
  /** This visitor's conversation so far; never throws. */
  readConversation(): Promise<Result<History>>
  /** Deletes this visitor's conversation for good; never throws. */
  deleteConversation(): Promise<Result<true>>
}

interface Request {
  readonly method?: 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** As much of `fetch` as is used here. */
export type Fetch = (path: string, init: Request & { cache: 'no-store'; signal: AbortSignal }) => Promise<Response>

export interface ApiOptions {
  readonly fetch: Fetch
  readonly isOnline: () => boolean
  /** Milliseconds to wait for an answer; the API's gateway itself gives up after 30 seconds. */
  readonly patience?: number
}

/** The page's only way to the server: the API on the page's own origin. */
export function createApi({ fetch, isOnline, patience = 45_000 }: ApiOptions): Api {
  async function request<Value>(
    path: string,
    init: Request,
    convert: (body: unknown) => Value | undefined,
    stop?: AbortSignal,
  ): Promise<Result<Value>> {
    try {
      const patient = AbortSignal.timeout(patience)
      const signal = stop ? AbortSignal.any([patient, stop]) : patient
      const response = await fetch(path, { ...init, cache: 'no-store', signal })
      const body: unknown = await response.json().catch(() => undefined)
      if (!response.ok) {
        const retryAfter = response.headers.get('retry-after')
        return { ok: false, problem: readProblem(response.status, retryAfter, body, Date.now()) }
      }
      const value = convert(body)
      return value === undefined ? { ok: false, problem: unreadable } : { ok: true, value }
    } catch (error) {
      if (stop?.aborted) return { ok: false, problem: stopped }
      if (error instanceof DOMException && error.name === 'TimeoutError') return { ok: false, problem: late }
      return { ok: false, problem: isOnline() ? unreachable : offline }
    }
  }

  return {
    ask: (message, signal) => {
      const headers = { 'content-type': 'application/json' }
      return request('/api/chat', { method: 'POST', headers, body: JSON.stringify({ message }) }, readReply, signal)
    },
    readConversation: () => request('/api/conversation', {}, readHistory),
    deleteConversation: () => request('/api/conversation', { method: 'DELETE' }, () => true as const),
  }
}
