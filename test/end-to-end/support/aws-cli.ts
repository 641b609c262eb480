import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Environment } from './run-program.ts'
import type { World } from './world.ts'

const run = promisify(execFile)

/** Runs the aws command line and gives its JSON. @throws with its standard error when it fails. */
export type Aws = (...args: string[]) => Promise<Record<string, unknown>>

/** The aws command line on PATH, else installed from PyPI into the world. */
export async function findAws({ root, env }: World): Promise<{ command: [string, ...string[]]; more: Environment }> {
  const options = { env: env as NodeJS.ProcessEnv }
  const isThere = await run('aws', ['--version'], options).then(
    () => true,
    () => false,
  )
  if (isThere) return { command: ['aws'], more: {} }
  const target = join(root, 'aws-cli')
  await run('python3', ['-m', 'pip', 'install', '--quiet', '--target', target, 'awscli'], options)
  return { command: ['python3', '-m', 'awscli'], more: { PYTHONPATH: target } }
}

/** The aws command line in a shell that evaluated `twin rehearse env`, as a person would. */
export async function awsIn(world: World, identity = 'deployer'): Promise<Aws> {
  const { command, more } = await findAws(world)
  const script = 'set -eu; eval "$(twin rehearse env --as "$1")"; exec node -p "JSON.stringify(process.env)"'
  const { stdout } = await run('sh', ['-c', script, 'sh', identity], {
    cwd: world.folder,
    env: world.env as NodeJS.ProcessEnv,
  })
  const env = { ...JSON.parse(stdout), ...more, AWS_PAGER: '' }
  const [program, ...first] = command
  return async (...args) => {
    const answer = await run(program, [...first, ...args, '--output', 'json'], { cwd: world.folder, env })
    return answer.stdout.trim() === '' ? {} : JSON.parse(answer.stdout)
  }
}
