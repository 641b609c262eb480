import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { World } from './world.ts'

const run = promisify(execFile)

/** Runs the aws command line and gives its JSON. @throws with its standard error when it fails. */
export type Aws = (...args: string[]) => Promise<Record<string, unknown>>

/** The aws command line in a shell that evaluated `twin rehearse env`, as a person would. */
export async function awsIn(world: World): Promise<Aws> {
  const script = 'set -eu; eval "$(twin rehearse env)"; env -0'
  const { stdout } = await run('sh', ['-c', script], { cwd: world.folder, env: world.env as NodeJS.ProcessEnv })
  const env = Object.fromEntries(
    stdout
      .split('\0')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  return async (...args) => {
    const answer = await run('aws', [...args, '--output', 'json', '--no-cli-pager'], { cwd: world.folder, env })
    return answer.stdout.trim() === '' ? {} : JSON.parse(answer.stdout)
  }
}
