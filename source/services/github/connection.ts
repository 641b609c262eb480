import { UserError } from '../../errors.ts'
import { tokenRefused } from './refusals.ts'

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

const loopback = /^(127(\.\d+){3}|\[::1\]|localhost)$/

/** Whether a token may travel to an address: encrypted, or not leaving this machine. */
export const isSafeAddress = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))

/**
 * A token fit for a header.
 * @throws {UserError} PRIVATE_TOKEN_REFUSED.
 */
export function checkToken(given: string): string {
  const token = given.trim()
  if (!/^[\x21-\x7e]+$/.test(token)) throw tokenRefused('The token has characters in it that no GitHub token has.')
  return token
}

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
  const token = checkToken(options.token)
  const text = options.apiUrl || process.env.GITHUB_API_URL || 'https://api.github.com'
  const base = URL.canParse(text) ? new URL(text) : undefined
  if (!base || !isSafeAddress(base) || base.username || base.password) {
    throw new UserError('GITHUB_API_URL_INVALID', 'GITHUB_API_URL must be an https address without a password in it.', [
      'unset GITHUB_API_URL',
    ])
  }
  return { ...options, token, base }
}

/**
 * Whether an address is GitHub's own, which alone gets the token: the API's, and the one that takes uploads.
 * That is uploads.github.com beside api.github.com, the same below ghe.com, and the API's own host on a GitHub
 * Enterprise Server (https://docs.github.com/rest/releases/assets).
 */
export function isGitHub({ base }: Connection, url: URL): boolean {
  if (url.origin === base.origin) return true
  return /^https:\/\/api\.(github\.com|[\w-]+\.ghe\.com)$/.test(base.origin)
    ? url.origin === base.origin.replace('//api.', '//uploads.')
    : false
}
