import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { $, quotePowerShell } from 'zx/core'
import { CancelledError, ToolError } from '../errors.ts'
import { entryFile } from './entry-file.ts'

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Record<string, string | undefined>
  readonly signal?: AbortSignal
  /** Text for the program's standard input; without it the input is empty, never the terminal. */
  readonly input?: string
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void
  /** Give the result back instead of throwing when the program ends with a failure. */
  readonly allowFailure?: boolean
  /** Strings that must not appear in an error. */
  readonly redact?: readonly string[]
  /** When this process dies, however suddenly, the program is asked to finish and is waited for. Takes no `input`. */
  readonly mustFinish?: boolean
  /** What the user calls the program, when that is not the command's own name. */
  readonly tool?: string
}

export interface RunResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** What no program that is started here has a use for: packages run scripts of their own when they are installed. */
const ownSecrets = { DATA_KEY: undefined, NEW_DATA_KEY: undefined, PRIVATE_DATA_PAT: undefined }

/** Milliseconds a program gets to end by itself after SIGINT before its whole group is killed. */
const graceMilliseconds = 60_000

/** zx quotes for bash (`$'…'`), which a plain POSIX sh takes literally. */
const quotePosix = (word: string) => `'${word.replaceAll("'", "'\\''")}'`

function redacted(text: string, secrets: readonly string[]): string {
  return secrets.filter(Boolean).reduce((all, secret) => all.replaceAll(secret, '***'), text)
}

const runningGroups = new Set<(name: NodeJS.Signals) => void>()

/** The last resort of a second interrupt: ends every program that still runs, with its children. */
export function killEverything(): void {
  for (const signalGroup of runningGroups) signalGroup('SIGKILL')
}

/**
 * Runs a program with arguments (never a shell string), in its own process group and away from the
 * terminal, so that Ctrl-C reaches it only through `signal`: then it gets SIGINT (Terraform releases
 * its lock on that), and its whole group is killed when it does not end within a minute.
 * @throws {ToolError} when it cannot be started, or fails and `allowFailure` is not set.
 * @throws {CancelledError} when `signal` ended it.
 */
export async function run(command: readonly [string, ...string[]], options: RunOptions = {}): Promise<RunResult> {
  const { cwd, env, signal, input, onLine, allowFailure = false, redact = [], mustFinish = false } = options
  if (signal?.aborted) throw new CancelledError()
  const [program, ...args] = mustFinish ? supervised(command) : command
  const tool = options.tool ?? command[0].split(/[\\/]/).at(-1) ?? program
  const shell = $({
    // `exec` puts the program in the place of the shell, so that it is the one that gets our signals.
    shell: true,
    prefix: process.platform === 'win32' ? '' : 'exec ',
    quote: process.platform === 'win32' ? quotePowerShell : quotePosix,
    detached: process.platform !== 'win32',
    quiet: true,
    nothrow: true,
    stdio: [input === undefined && !mustFinish ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...(env ?? process.env), ...ownSecrets } as NodeJS.ProcessEnv,
  })
  const child = shell`${program} ${args}`
  if (onLine) {
    createInterface({ input: child.stdout }).on('line', (line) => onLine(line, 'stdout'))
    createInterface({ input: child.stderr }).on('line', (line) => onLine(line, 'stderr'))
  }

  const signalGroup = (name: NodeJS.Signals) => {
    const pid = child.pid
    if (pid === undefined) return
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, name)
    } catch {
      // Already gone: nothing left to stop.
    }
  }
  runningGroups.add(signalGroup)
  let killer: NodeJS.Timeout | undefined
  const stop = () => {
    signalGroup('SIGINT')
    killer = setTimeout(() => signalGroup('SIGKILL'), graceMilliseconds)
    killer.unref()
  }
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const output = await child
    if (signal?.aborted) throw new CancelledError()
    const result = { exitCode: output.exitCode ?? 1, stdout: output.stdout, stderr: output.stderr }
    if (result.exitCode === 0 || (allowFailure && output.exitCode !== null)) return result
    const lastLines = redacted(`${output.stdout}\n${output.stderr}`, redact).trim().split('\n').slice(-12)
    throw new ToolError(
      'TOOL_FAILED',
      `${tool} ended with ${output.exitCode === null ? `signal ${output.signal}` : `exit code ${output.exitCode}`}.`,
      {
        tool,
        command: redacted(command.join(' '), redact),
        ...(output.exitCode === null ? {} : { toolExitCode: output.exitCode }),
        lastLines,
      },
    )
  } finally {
    runningGroups.delete(signalGroup)
    signal?.removeEventListener('abort', stop)
    clearTimeout(killer)
  }
}

/** The same under a process that outlives this one; Windows has no signal that asks a program to finish. */
function supervised(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  if (process.platform === 'win32') return command
  return [process.execPath, fileURLToPath(entryFile('supervise.mjs', import.meta.url)), ...command]
}

/** The full path of a program on PATH, or undefined. */
export async function findProgram(name: string, path = process.env.PATH ?? ''): Promise<string | undefined> {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`, name] : [name]
  for (const folder of path.split(delimiter).filter(Boolean)) {
    for (const candidate of names) {
      const file = join(folder, candidate)
      const found = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (found) return file
    }
  }
  return undefined
}
