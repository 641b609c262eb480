import { setTimeout as delay } from 'node:timers/promises'
import { CancelledError, UserError } from '../../errors.ts'
import { type Answer, exchange } from './exchange.ts'
import { captivePortal, explainRefusal, tokenRefused, unavailable } from './refusals.ts'

export interface ConnectionOptions {
  /** `owner/name`. */
  readonly repository: string
  readonly token: string
  readonly fetch: typeof fetch
  readonly signal?: AbortSignal | undefined
  /** Without it GITHUB_API_URL, the variable GitHub's own tools and runners use. */
  readonly apiUrl?: string | undefined
  /** Milliseconds before the first repetition of a request that failed; doubled for the next. */
  readonly pause?: number | undefined
  readonly patience?: number | undefined
}

export interface Connection extends ConnectionOptions {
  readonly base: URL
}

const attempts = 3
const redirects = 5
const loopback = /^(127(\.\d+){3}|\[::1\]|localhost)$/

/**
 * Checks what is known before the first request.
 * @throws {UserError} PRIVATE_REPO_INVALID, PRIVATE_TOKEN_REFUSED, GITHUB_API_URL_INVALID.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const name = options.repository.split('/')[1]
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(options.repository) || name === '.' || name === '..') {
    throw new UserError('PRIVATE_REPO_INVALID', 'The private repository is written as owner/name.', [
      'twin deploy --private-repo owner/name',
    ])
  }
  const token = options.token.trim()
  if (!/^[\x21-\x7e]+$/.test(token)) throw tokenRefused('The token has characters in it that no GitHub token has.')
  const text = options.apiUrl || process.env.GITHUB_API_URL || 'https://api.github.com'
  const base = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = base?.protocol === 'https:' || (base?.protocol === 'http:' && loopback.test(base.hostname))
  if (!base || !isSafe || base.username || base.password) {
    throw new UserError('GITHUB_API_URL_INVALID', 'GITHUB_API_URL must be an https address without a password in it.', [
      'unset GITHUB_API_URL',
    ])
  }
  return { ...options, token, base }
}

export interface Reading {
  /** Media type to ask for. */
  readonly accept: string
  /** Bytes. */
  readonly limit: number
  readonly onBytes?: (received: number) => void
}

/** Follows redirects; only GitHub's API itself gets the token, never the storage it sends us to. */
async function follow(connection: Connection, start: URL, reading: Reading): Promise<Answer & { url: URL }> {
  let url = start
  for (let hop = 0; hop <= redirects; hop += 1) {
    const isApi = url.origin === connection.base.origin
    const headers: Record<string, string> = { accept: reading.accept, 'user-agent': 'create-digital-twin' }
    if (isApi) {
      headers.authorization = `Bearer ${connection.token}`
      headers['x-github-api-version'] = '2022-11-28'
    }
    const answer = await exchange(url, { ...connection, ...reading, headers })
    const location = answer.headers.get('location')
    if (answer.status < 300 || answer.status > 399 || location === null) return { ...answer, url }
    if (!URL.canParse(location, url.href)) throw captivePortal(url.host)
    const next = new URL(location, url.href)
    const isDowngrade = next.protocol !== 'https:' && next.protocol !== connection.base.protocol
    if (isDowngrade || !/^https?:$/.test(next.protocol)) throw captivePortal(url.host)
    url = next
  }
  throw captivePortal(connection.base.host)
}

/**
 * Reads from GitHub's API; repeats what failed for a reason that passes (network, 5xx).
 * @param path below the API's address, with a leading slash.
 * @returns the body, or undefined when there is no such thing (404, which also stands for "not yours to see").
 * @throws {UserError} PRIVATE_TOKEN_REFUSED, GITHUB_RATE_LIMITED, GITHUB_UNAVAILABLE, NETWORK_UNREACHABLE, NOT_GITHUB, DATA_TOO_LARGE.
 */
export async function read(connection: Connection, path: string, reading: Reading): Promise<Answer | undefined> {
  const url = new URL(connection.base.href.replace(/\/+$/, '') + path)
  const { signal, pause = 400 } = connection
  for (let attempt = 1; ; attempt += 1) {
    let problem: UserError
    try {
      const answer = await follow(connection, url, reading)
      if (answer.status >= 200 && answer.status < 300) return answer
      const isApi = answer.url.origin === url.origin
      if (answer.status === 404 && isApi) return undefined
      // A storage host knows no token: whatever it refuses is about its own short-lived address.
      problem = isApi
        ? explainRefusal(answer, answer.url.host, connection.repository)
        : unavailable(answer.url.host, answer.status)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problem = error
    }
    const mayPass = problem.code === 'NETWORK_UNREACHABLE' || problem.code === 'GITHUB_UNAVAILABLE'
    if (!mayPass || attempt === attempts) throw problem
    await delay(pause * 2 ** (attempt - 1), undefined, signal ? { signal } : {}).catch(() => {
      throw new CancelledError()
    })
  }
}
