import { setTimeout as delay } from 'node:timers/promises'
import { CancelledError, UserError } from '../../errors.ts'
import type { Arrived } from './arrived.ts'
import { type Connection, isGitHub } from './connection.ts'
import { type Answer, exchange } from './exchange.ts'
import { captivePortal, explainRefusal, unavailable } from './refusals.ts'

export interface Asking {
  /** Media type to ask for. */
  readonly accept: string
  /** Of the answer, in bytes. */
  readonly limit: number
  /** GET without it. */
  readonly method?: 'POST' | 'PATCH' | 'DELETE' | undefined
  readonly body?: Uint8Array | undefined
  /** Of the body. */
  readonly contentType?: string | undefined
  /** Bytes received so far, or sent so far when there is a body. */
  readonly onBytes?: ((bytes: number) => void) | undefined
  /** Where a download is kept when it breaks off; the repetition asks for the rest. */
  readonly arrived?: Arrived | undefined
  /** What "not found" means here; without it `undefined` comes back. */
  readonly whenMissing?: ((answer: Answer) => UserError) | undefined
  /** How often it may fail for a reason that passes without getting anywhere; 3 without it. */
  readonly attempts?: number | undefined
}

const redirects = 5
/** However often a server breaks off after some bytes, at some point it is given up. */
const mostAttempts = 40

/** A write is repeated at another address only when GitHub says so in a way that keeps the method: 307, 308. */
const isFollowed = (status: number, isWrite: boolean) =>
  isWrite ? status === 307 || status === 308 : status >= 300 && status <= 399

/** Follows redirects; only GitHub itself gets the token and what is written, never the storage it sends us to. */
async function follow(connection: Connection, start: URL, asking: Asking): Promise<Answer & { url: URL }> {
  const isWrite = asking.method !== undefined
  let url = start
  for (let hop = 0; hop <= redirects; hop += 1) {
    const headers: Record<string, string> = { accept: asking.accept, 'user-agent': 'create-digital-twin' }
    if (asking.contentType) headers['content-type'] = asking.contentType
    if (isGitHub(connection, url)) {
      headers.authorization = `Bearer ${connection.token}`
      headers['x-github-api-version'] = '2022-11-28'
    } else if (isWrite) throw captivePortal(connection.base.host)
    const answer = await exchange(url, { ...connection, ...asking, headers })
    const location = answer.headers.get('location')
    if (!isFollowed(answer.status, isWrite) || location === null) return { ...answer, url }
    if (!URL.canParse(location, url.href)) throw captivePortal(url.host)
    const next = new URL(location, url.href)
    const isDowngrade = next.protocol !== 'https:' && next.protocol !== connection.base.protocol
    if (isDowngrade || !/^https?:$/.test(next.protocol)) throw captivePortal(url.host)
    url = next
  }
  throw captivePortal(connection.base.host)
}

async function tryOnce(connection: Connection, url: URL, asking: Asking): Promise<Answer | undefined> {
  const answer = await follow(connection, url, asking)
  if (answer.status >= 200 && answer.status < 300) return answer
  const isOwn = isGitHub(connection, answer.url)
  if (answer.status === 404 && isOwn) {
    if (asking.whenMissing) throw asking.whenMissing(answer)
    return undefined
  }
  // A storage host knows no token: whatever it refuses is about its own short-lived address.
  if (!isOwn) throw unavailable(answer.url.host, answer.status)
  throw explainRefusal(answer, answer.url.host, connection.repository, asking.method !== undefined)
}

/**
 * Asks GitHub; repeats what failed for a reason that passes (network, 5xx), and goes on where a download broke off.
 * @param at below the API's address, with a leading slash; or a whole address that GitHub gave.
 * @returns the answer, or undefined when there is no such thing (404, which also stands for "not yours to see").
 * @throws {UserError} PRIVATE_TOKEN_REFUSED, PRIVATE_TOKEN_SCOPE, PRIVATE_REPO_EMPTY, GITHUB_REFUSED, GITHUB_RATE_LIMITED,
 * GITHUB_UNAVAILABLE, NETWORK_UNREACHABLE, NOT_GITHUB, DATA_TOO_LARGE.
 */
export async function request(connection: Connection, at: string | URL, asking: Asking): Promise<Answer | undefined> {
  const url = typeof at === 'string' ? new URL(connection.base.href.replace(/\/+$/, '') + at) : at
  const { signal, pause = 400 } = connection
  const { attempts = 3, arrived } = asking
  let fruitless = 0
  for (let attempt = 1; ; attempt += 1) {
    const before = arrived?.bytes ?? 0
    try {
      return await tryOnce(connection, url, asking)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      fruitless = (arrived?.bytes ?? 0) > before ? 1 : fruitless + 1
      const mayPass = error.code === 'NETWORK_UNREACHABLE' || error.code === 'GITHUB_UNAVAILABLE'
      if (!mayPass || fruitless >= attempts || attempt >= mostAttempts) throw error
    }
    await delay(pause * 2 ** (fruitless - 1), undefined, signal ? { signal } : {}).catch(() => {
      throw new CancelledError()
    })
  }
}
