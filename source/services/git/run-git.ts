import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CancelledError, UserError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { formatBytes } from '../data/describe-data.ts'
import { type RunResult, run } from '../shell.ts'
import type { GitAddress } from './address.ts'
import { environmentFor, offline, servedBy, settingsFor } from './environment.ts'
import { explainGitFailure } from './explain-failure.ts'
import { findGit } from './find-git.ts'
import { redact } from './redact.ts'
import { watchFolder } from './watch-folder.ts'

export interface GitOptions {
  readonly address: GitAddress
  readonly token?: string | undefined
  /** The user's variables. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** A private folder; see makePrivateFolder. */
  readonly folder: string
  /** Of the largest file that is wanted, in bytes. */
  readonly limit: number
  readonly signal?: AbortSignal | undefined
  /** Milliseconds without a sign of life before a server is given up. */
  readonly patience?: number | undefined
}

/** Git at work on a bare repository of its own, without a work tree, that knows one remote called `data`. */
export interface Git {
  readonly options: GitOptions
  readonly repository: string
  /** Runs a command that stays on this machine. @throws {UserError} */
  local(args: readonly string[], input?: string): Promise<string>
  /** The same, or undefined when it fails. */
  tryLocal(args: readonly string[]): Promise<string | undefined>
  /** Runs a command that talks to the remote. @returns also a failure, redacted. */
  remote(args: readonly string[], on?: RemoteEvents): Promise<RunResult>
  /** The error for a result of `remote`. */
  explain(result: RunResult): UserError
  servedBy(program: 'upload-pack' | 'receive-pack'): string[]
  close(): Promise<void>
}

export interface RemoteEvents {
  /** Bytes that arrived so far. */
  readonly onBytes?: (bytes: number) => void
  readonly onLine?: (line: string) => void
}

const defaultPatience = 60_000
/** Beside the file itself a fetch brings commits, trees, and on servers that send no parts the branch's other files. */
const spare = 4 * 1024 * 1024

/** @throws {UserError} TOOL_GIT_MISSING, TOOL_GIT_OLD. */
export async function openGit(options: GitOptions): Promise<Git> {
  const { address, token, limit, signal, patience = defaultPatience } = options
  const program = await findGit(options.env.PATH, signal)
  const repository = await mkdtemp(join(options.folder, 'git-'))
  const env = environmentFor(address, options.env, token, limit)
  const secrets = token === undefined ? [] : [token]
  const settings = settingsFor(address, repository, token !== undefined)
  const command = (args: readonly string[]) => [program, ...settings, `--git-dir=${repository}`, ...args] as const
  const shared = { cwd: repository, redact: secrets, tool: 'git', allowFailure: true }
  const explain = ({ stdout, stderr, exitCode }: RunResult) =>
    explainGitFailure(redact(`${stderr}\n${stdout}`, secrets), { address, exitCode, hasToken: token !== undefined })

  const runLocal = (args: readonly string[], input?: string) =>
    run(command(args), {
      ...shared,
      env: offline(env),
      ...(input === undefined ? {} : { input }),
      ...(signal ? { signal } : {}),
    })

  const git: Git = {
    options,
    repository,
    explain,
    servedBy: (name) => servedBy(address, name, repository),
    local: async (args, input) => {
      const result = await runLocal(args, input)
      if (result.exitCode === 0) return result.stdout
      throw explain(result)
    },
    tryLocal: async (args) => {
      const result = await runLocal(args)
      return result.exitCode === 0 ? result.stdout : undefined
    },
    remote: async (args, { onBytes, onLine } = {}) => {
      const controller = new AbortController()
      let reason: UserError | undefined
      const end = (problem?: UserError) => {
        reason ??= problem
        controller.abort()
      }
      const cancel = () => end()
      if (signal?.aborted) throw new CancelledError()
      signal?.addEventListener('abort', cancel, { once: true })
      const { host = address.url } = address
      const silent = () => end(troubleError('NETWORK_UNREACHABLE', { host, reason: 'no answer in time' }))
      const timer = setTimeout(silent, patience)
      const stopWatching = watchFolder(join(repository, 'objects', 'pack'), (bytes) => {
        timer.refresh()
        if (bytes > limit + spare) end(tooLarge(address, limit))
        else onBytes?.(bytes)
      })
      try {
        return await run(command(args), {
          ...shared,
          env,
          signal: controller.signal,
          onLine: (line) => {
            timer.refresh()
            onLine?.(line)
          },
        })
      } catch (error) {
        throw error instanceof CancelledError && reason !== undefined ? reason : error
      } finally {
        clearTimeout(timer)
        stopWatching()
        signal?.removeEventListener('abort', cancel)
      }
    },
    close: () => rm(repository, { recursive: true, force: true }),
  }
  await git.local(['-c', 'init.defaultBranch=data', 'init', '--quiet', '--bare', '--template=', repository])
  return git
}

const tooLarge = ({ url }: GitAddress, limit: number) =>
  new UserError('DATA_TOO_LARGE', `${url} sends more than the ${formatBytes(limit)} that are allowed.`, [
    'twin data push   # after removing what a conversation does not need',
  ])
