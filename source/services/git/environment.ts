import { join } from 'node:path'
import type { GitAddress } from './address.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** Names of git's variables that say how to get somewhere; all others could lead it to another repository or log. */
const kept =
  /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|EXEC_PATH|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|PROXY_COMMAND|SSL_(CAINFO|CAPATH|CERT|KEY))$/
/** Secrets of ours that neither git nor what it starts has a use for. */
const ours = /^(PRIVATE_DATA_PAT|DATA_KEY|AWS_.*)$/
/** Ways of asking a person, which a token makes needless. */
const asking = /^(GIT_ASKPASS|SSH_ASKPASS)$/

/** The variables in which git's credential helper finds the token and the name that belongs to it. */
const tokenVariable = 'CREATE_DIGITAL_TWIN_GIT_TOKEN'
const userVariable = 'CREATE_DIGITAL_TWIN_GIT_USER'

/** A single allocation of git is refused above this: a small pack can claim to unpack to anything. Bytes. */
const leastAllocation = 256 * 1024 * 1024

/** What a request may travel by. An address may be rewritten by the user's own insteadOf, from https to ssh or back. */
const protocolsFor = ({ protocol }: GitAddress) => (protocol === 'https' || protocol === 'ssh' ? 'https:ssh' : protocol)

/**
 * The variables for git: the user's own, for their proxies, ssh agents and credential helpers, without what would
 * lead git elsewhere. A token travels here, never among the arguments.
 * @param limit bytes of the largest file that is wanted.
 */
export function environmentFor(
  address: GitAddress,
  env: Variables,
  token: string | undefined,
  limit: number,
): Variables {
  const passed = Object.entries(env).filter(
    ([name]) =>
      (!name.startsWith('GIT_') || kept.test(name)) && !ours.test(name) && !(token !== undefined && asking.test(name)),
  )
  return {
    ...Object.fromEntries(passed),
    // Messages are understood in English.
    LC_ALL: 'C',
    LANGUAGE: undefined,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: protocolsFor(address),
    GIT_ALLOC_LIMIT: String(Math.max(leastAllocation, 4 * limit)),
    GIT_NO_REPLACE_OBJECTS: '1',
    ...(token === undefined
      ? {}
      : // Any name does for GitHub and GitLab, when the password is a token.
        { [tokenVariable]: token, [userVariable]: address.user ?? 'x-access-token' }),
  }
}

/** For work on what is here already: git may fetch what it misses by itself, and then must not. */
export const offline = (env: Variables): Variables => ({ ...env, GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' })

/** Echo is part of the shell, so no program gets the token as an argument; to store or forget it is none of its work. */
const helper = `!f() { test "$1" = get || return 0; echo "username=$${userVariable}"; echo "password=$${tokenVariable}"; }; f`

/**
 * Settings that go before git's command and win over every file: nothing of the user's or of a repository's is
 * run (hooks, monitors, filters), nothing is signed, and a token goes to one host and into no store.
 * The system's configuration stays in force, for it is where credential helpers and certificates are named.
 */
export function settingsFor(address: GitAddress, folder: string, hasToken: boolean): readonly string[] {
  const nothing = join(folder, 'nothing')
  const settings = [
    `core.hooksPath=${nothing}`,
    `core.attributesFile=${nothing}`,
    'core.fsmonitor=false',
    // Files above this are passed through instead of being held in memory; encrypted data does not shrink.
    'core.bigFileThreshold=1m',
    'core.compression=0',
    'fetch.unpackLimit=1',
    'fetch.recurseSubmodules=false',
    'fetch.writeCommitGraph=false',
    'gc.auto=0',
    'maintenance.auto=false',
    'push.recurseSubmodules=no',
    'push.gpgSign=false',
    'push.followTags=false',
    'protocol.version=2',
    'http.followRedirects=initial',
    // Should this program be killed, git does not wait for a silent server for ever (bytes a second, seconds).
    'http.lowSpeedLimit=1',
    'http.lowSpeedTime=120',
    `remote.data.url=${address.url}`,
  ]
  const withToken = [
    'core.askPass=',
    'http.sslVerify=true',
    'credential.helper=',
    `credential.${address.origin}.helper=${helper}`,
  ]
  const all = hasToken && address.origin !== undefined ? [...settings, ...withToken] : settings
  return all.flatMap((setting) => ['-c', setting])
}

/**
 * A repository in a folder is served by git itself, on this machine: it may send parts, as servers do, and its hooks
 * (a shared folder's are anybody's) do not run.
 */
export const servedBy = (
  { protocol }: GitAddress,
  program: 'upload-pack' | 'receive-pack',
  folder: string,
): string[] =>
  protocol === 'file'
    ? [
        `--${program}=git -c uploadpack.allowFilter=true -c uploadpack.allowAnySHA1InWant=true -c receive.autogc=false ` +
          `-c core.hooksPath='${join(folder, 'nothing').replaceAll("'", "'\\''")}' ${program}`,
      ]
    : []
