import { CancelledError, ToolError } from '../../errors.ts'
import { run } from '../shell.ts'

export interface Server {
  /** As its lines are marked: `backend`. */
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  readonly env: Record<string, string | undefined>
}

/**
 * Runs servers until the signal ends them all, or one ends by itself, which ends the others.
 * @param onLine takes every line that they write.
 * @throws {CancelledError} ended by the signal. @throws {ToolError} DEV_SERVER_ENDED
 */
export async function runSideBySide(
  servers: readonly Server[],
  signal: AbortSignal,
  onLine: (name: string, line: string) => void,
): Promise<never> {
  const others = new AbortController()
  const both = AbortSignal.any([signal, others.signal])
  const problems: Error[] = []
  const last: string[] = []
  await Promise.all(
    servers.map(async ({ name, command, cwd, env }) => {
      const heard = (line: string) => {
        last.push(`${name}: ${line}`)
        last.splice(0, last.length - 12)
        onLine(name, line)
      }
      try {
        const { exitCode } = await run(command, { cwd, env, signal: both, allowFailure: true, onLine: heard })
        const tool = { tool: name, command: command.join(' '), toolExitCode: exitCode, lastLines: [...last] }
        problems.push(new ToolError('DEV_SERVER_ENDED', `The ${name} ended by itself with ${exitCode}.`, tool))
      } catch (error) {
        if (!(error instanceof CancelledError)) problems.push(error as Error)
      }
      others.abort()
    }),
  )
  if (signal.aborted) throw new CancelledError()
  throw problems[0] ?? new CancelledError()
}
