import { execFile } from 'node:child_process'
import type { World } from '../../end-to-end/support/world.ts'

export interface ShellRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface ShellOptions {
  /** The identity of the emulated account; the published policy's by default. */
  readonly as?: string
  /** Lines before the script: what a person has in the environment. */
  readonly before?: string
  /** What is typed. */
  readonly input?: string
}

/** Runs lines in bash in the project's folder, after `eval "$(twin rehearse env)"`, as a person would. */
export function runShell(
  { folder, env }: World,
  script: string,
  { as = 'deployer', before = '', input = '' }: ShellOptions = {},
): Promise<ShellRun> {
  const lines = [`eval "$(twin rehearse env --as ${as})"`, 'export AWS_PAGER=', before, script].join('\n')
  return new Promise((resolve) => {
    const options = { cwd: folder, env: env as NodeJS.ProcessEnv, maxBuffer: 1 << 26 }
    const child = execFile('bash', ['-c', lines], options, (problem, stdout, stderr) =>
      resolve({ code: problem ? Number(problem.code ?? 1) : 0, stdout, stderr }),
    )
    child.stdin?.end(input)
  })
}
