import { spawn } from 'node:child_process'
import { waitFor } from './processes.ts'

export interface Ending {
  /** Undefined when a signal that it did not catch ended it. */
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface RunningProgram {
  readonly pid: number
  readonly ended: Promise<Ending>
  /** Waits until standard error, so far, matches. */
  says(pattern: RegExp): Promise<void>
  signal(name: 'SIGINT' | 'SIGTERM'): void
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface Start {
  readonly cwd: string
  readonly env: Environment
}

/** Starts a program with nothing to read and no terminal anywhere. */
export function startProgram(program: string, args: readonly string[], { cwd, env }: Start): RunningProgram {
  const child = spawn(program, args, { cwd, env: env as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'pipe'] })
  const told = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told.stderr += text
  })
  let hasEnded = false
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      hasEnded = true
      resolve({ code: code ?? undefined, ...told })
    })
  })
  return {
    pid: child.pid ?? 0,
    ended,
    signal: (name) => void child.kill(name),
    says: async (pattern) => {
      await waitFor(
        () => pattern.test(told.stderr) || hasEnded,
        () => `nothing like ${pattern} in\n${told.stderr}`,
        180_000,
      )
      if (!pattern.test(told.stderr)) throw new Error(`It ended without saying ${pattern}:\n${told.stderr}`)
    },
  }
}
