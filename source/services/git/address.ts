import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { isToken } from '../../data-place.ts'
import { UserError } from '../../errors.ts'
import { isSafeAddress } from '../github/connection.ts'

/** Where a git repository is, checked: it names no password, and nothing in it is taken for an option. */
export interface GitAddress {
  readonly url: string
  readonly protocol: 'https' | 'http' | 'ssh' | 'file'
  /** Absent for a folder. */
  readonly host?: string
  /** Of ssh, when it is not the usual one. */
  readonly port?: string
  /** With a token: for which address git may ask (scheme and host), and under which name, if it says one. */
  readonly origin?: string
  readonly user?: string
}

const invalid = (reason: string) =>
  new UserError('GIT_ADDRESS_INVALID', `The address of the git repository cannot be used: ${reason}.`, [
    'twin data check --private-repo git@github.com:owner/name.git   # or https://…, ssh://…, a folder, or owner/name',
  ])

const withPassword = () =>
  new UserError(
    'GIT_ADDRESS_PASSWORD',
    'The address of the git repository has a password or token in it, which ends up in process lists and logs.',
    ['export PRIVATE_DATA_PAT=<the token>   # and give the address without it'],
  )

function fromUrl(text: string): GitAddress {
  if (!URL.canParse(text)) throw invalid('it is no URL')
  const url = new URL(text)
  const protocol = url.protocol.slice(0, -1)
  if (url.password || isToken(decodeURIComponent(url.username))) throw withPassword()
  if (url.search || url.hash) throw invalid('it has a question mark or a second # in it')
  if (protocol === 'file' && url.host === '') return { url: text, protocol }
  if (url.hostname.startsWith('-') || url.username.startsWith('-')) throw invalid('a name in it begins with a dash')
  const user = url.username ? { user: decodeURIComponent(url.username) } : {}
  const port = url.port ? { port: url.port } : {}
  if (protocol === 'ssh' && url.hostname) return { url: text, protocol, host: url.hostname, ...port, ...user }
  if (protocol !== 'https' && protocol !== 'http') throw invalid(`${url.protocol}// is none of https, ssh and file`)
  if (!isSafeAddress(url)) throw invalid('http is not encrypted; use https')
  return { url: text, protocol, host: url.host, origin: `${url.protocol}//${url.host}`, ...user }
}

/**
 * Understands `owner/name` (a repository at GitHub, or at GITHUB_SERVER_URL), https and ssh addresses,
 * `user@host:path`, `file://` and the path of a folder (beginning with `/`, `.` or `~`).
 * @throws {UserError} GIT_ADDRESS_INVALID, GIT_ADDRESS_PASSWORD; neither repeats the address.
 */
export function parseAddress(given: string, env: Readonly<Record<string, string | undefined>>): GitAddress {
  const text = given.trim()
  if (text === '') throw invalid('it is empty')
  if (/\p{C}/u.test(text)) throw invalid('it has control characters in it')
  if (text.startsWith('-')) throw invalid('it begins with a dash')
  if (/^[A-Za-z][\w+.-]*:\/\//.test(text)) return fromUrl(text)
  if (/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/.test(text) && !/\/\.{1,2}$/.test(text)) {
    const server = (env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '')
    return fromUrl(`${server}/${text.replace(/\.git$/, '')}.git`)
  }
  if (/^[A-Za-z]:[\\/]/.test(text) || /^[/.]/.test(text)) return { url: resolve(text), protocol: 'file' }
  if (/^~[/\\]/.test(text)) return { url: resolve(homedir(), text.slice(2)), protocol: 'file' }
  const [, user, host] = /^(?:([^@:/\s]+)@)?([A-Za-z0-9][\w.-]*):(?!:)[^\s]+$/.exec(text) ?? []
  // The password of user:password@host:path would stand before the @ that is not there for this pattern.
  if (/^[^/]*:[^/]*@/.test(text) || (user !== undefined && isToken(user))) throw withPassword()
  if (host === undefined) throw invalid('it is neither owner/name nor a URL, an ssh address or a folder')
  return { url: text, protocol: 'ssh', host, ...(user === undefined ? {} : { user }) }
}
