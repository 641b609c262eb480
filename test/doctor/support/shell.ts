import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findAws } from '../../end-to-end/support/aws-cli.ts'
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

type Variables = Readonly<Record<string, string | undefined>>

const environments = new WeakMap<World, Promise<Variables>>()

/** The world's variables, with a PATH on which there is an `aws`, wherever this computer has it. */
async function makeEnvironment(world: World): Promise<Variables> {
  const { command, more } = await findAws(world)
  if (command.length === 1) return { ...world.env, ...more, AWS_PAGER: '' }
  const bin = join(world.root, 'aws-bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`, { mode: 0o755 })
  return { ...world.env, ...more, AWS_PAGER: '', PATH: [bin, world.env.PATH].join(delimiter) }
}

const exports = new Map<string, Promise<string>>()

/** What `twin rehearse env` prints, which is the same for an identity as long as the account runs. */
async function exportLines(world: World, as: string): Promise<string> {
  const key = `${(await world.account()).endpoint} ${as}`
  const printed = exports.get(key) ?? world.run(['rehearse', 'env', '--as', as]).then(({ stdout }) => stdout)
  exports.set(key, printed)
  return printed
}

/** Runs lines in bash in the project's folder, after what `twin rehearse env` prints, as a person would. */
export async function runShell(
  world: World,
  script: string,
  { as = 'deployer', before = '', input = '' }: ShellOptions = {},
): Promise<ShellRun> {
  const environment = environments.get(world) ?? makeEnvironment(world)
  environments.set(world, environment)
  const env = (await environment) as NodeJS.ProcessEnv
  const lines = [await exportLines(world, as), before, script].join('\n')
  return new Promise((resolve) => {
    const options = { cwd: world.folder, env, maxBuffer: 1 << 26 }
    const child = execFile('bash', ['-c', lines], options, (problem, stdout, stderr) =>
      resolve({ code: problem ? Number(problem.code ?? 1) : 0, stdout, stderr }),
    )
    // A line that ended without reading what it was given is judged by its code.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
