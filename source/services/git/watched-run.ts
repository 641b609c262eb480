import { join } from 'node:path'
import { CancelledError, UserError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { formatBytes } from '../data/describe-data.ts'
import { type RunOptions, type RunResult, run } from '../shell.ts'
import type { GitAddress } from './address.ts'
import { watchFolder } from './watch-folder.ts'

export interface RemoteEvents {
  /** Bytes that arrived so far. */
  readonly onBytes?: (bytes: number) => void
  readonly onLine?: (line: string) => void
}

export interface Watched {
  readonly address: GitAddress
  readonly repository: string
  /** Of the largest file that is wanted, in bytes. */
  readonly limit: number
  readonly signal?: AbortSignal | undefined
  readonly patience?: number | undefined
}

const defaultPatience = 60_000
/** Beside the file itself a fetch brings commits, trees, and on servers that send no parts the branch's other files. */
const spare = 4 * 1024 * 1024

const tooLarge = ({ url }: GitAddress, limit: number) =>
  new UserError('DATA_TOO_LARGE', `${url} sends more than the ${formatBytes(limit)} that are allowed.`, [
    'twin data push   # after removing what a conversation does not need',
  ])

/**
 * Runs a git command that talks to a server, and ends it when the server sends more than allowed or stays silent.
 * @throws {UserError} DATA_TOO_LARGE, NETWORK_UNREACHABLE. @throws {CancelledError} when `signal` is aborted.
 */
export async function watchedRun(
  command: readonly [string, ...string[]],
  options: RunOptions,
  { address, repository, limit, signal, patience = defaultPatience }: Watched,
  { onBytes, onLine }: RemoteEvents,
): Promise<RunResult> {
  if (signal?.aborted) throw new CancelledError()
  const controller = new AbortController()
  let reason: UserError | undefined
  const end = (problem: UserError) => {
    reason ??= problem
    controller.abort()
  }
  const cancel = () => controller.abort()
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
    return await run(command, {
      ...options,
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
}
