import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { UserError } from '../../errors.ts'
import { type RunResult, run } from '../shell.ts'
import type { GitAddress } from './address.ts'
import { environmentFor, offline, servedBy, settingsFor } from './environment.ts'
import { explainGitFailure } from './explain-failure.ts'
import { findGit } from './find-git.ts'
import { redact } from './redact.ts'
import { type RemoteEvents, watchedRun } from './watched-run.ts'

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
  readonly repository: string
  /** Runs a command that stays on this machine. @throws {UserError} */
  local(args: readonly string[], input?: string): Promise<string>
  /** The same, or undefined when it fails. */
  tryLocal(args: readonly string[]): Promise<string | undefined>
  /** Runs a command that talks to the remote. @returns also a failure, redacted. */
  remote(args: readonly string[], on?: RemoteEvents): Promise<RunResult>
  /** The error for a result of `remote`. */
  explain(result: RunResult): UserError
  /** Empties the repository. */
  startOver(): Promise<void>
  servedBy(program: 'upload-pack' | 'receive-pack'): string[]
  close(): Promise<void>
}

/** @throws {UserError} TOOL_GIT_MISSING, TOOL_GIT_OLD. */
export async function openGit(options: GitOptions): Promise<Git> {
  const { address, token, signal } = options
  const program = await findGit(options.env.PATH, signal)
  const repository = await mkdtemp(join(options.folder, 'git-'))
  const env = environmentFor(address, options.env, token, options.limit)
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
  const local = async (args: readonly string[], input?: string) => {
    const result = await runLocal(args, input)
    if (result.exitCode === 0) return result.stdout
    throw explain(result)
  }
  const init = () => local(['-c', 'init.defaultBranch=data', 'init', '--quiet', '--bare', '--template=', repository])
  const close = () => rm(repository, { recursive: true, force: true })
  await init()
  return {
    local,
    tryLocal: async (args) => {
      const result = await runLocal(args)
      return result.exitCode === 0 ? result.stdout : undefined
    },
    remote: (args, on = {}) => watchedRun(command(args), { ...shared, env }, { ...options, repository }, on),
    repository,
    explain,
    startOver: async () => {
      await close()
      await mkdir(repository, { mode: 0o700 })
      await init()
    },
    servedBy: (name) => servedBy(address, name, repository),
    close,
  }
}
