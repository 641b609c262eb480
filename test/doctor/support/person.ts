import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FindingDocument } from '../../../source/commands/diagnosis.ts'
import { findAws } from '../../end-to-end/support/aws-cli.ts'
import type { World } from '../../end-to-end/support/world.ts'

const run = promisify(execFile)

/** A person at a shell in the project's folder, whose variables are those of the rehearsal account. */
export interface Person {
  /** Types a line as it was printed. @throws with what it said when it fails. */
  types(line: string): Promise<string>
}

export async function personIn(world: World, identity = 'deployer'): Promise<Person> {
  const { command, more } = await findAws(world)
  const bin = join(world.root, 'aws-bin')
  mkdirSync(bin, { recursive: true })
  // What is printed begins with `aws`, wherever this computer has it.
  if (command.length > 1)
    writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`, { mode: 0o755 })
  const env = { ...world.env, ...more, AWS_PAGER: '', PATH: `${bin}:${world.env.PATH}` } as NodeJS.ProcessEnv
  return {
    async types(line) {
      const script = `set -e; eval "$(twin rehearse env --as ${identity})"; ${line}`
      const child = run('bash', ['-c', script], { cwd: world.folder, env })
      // Nobody is there to answer a question.
      child.child.stdin?.end()
      return (await child).stdout
    },
  }
}

const isCommand = (step: string) => /^(twin|aws|mv|kill|curl|unset) /.test(step)

/** The first command that a finding prints, without its comment. @throws when it prints none. */
export function mendingCommand({ code, mend }: FindingDocument): string {
  const command = mend.find(isCommand)
  if (!command) throw new Error(`${code} names no command: ${mend.join(' / ')}`)
  return command.replace(/\s+# .*$/, '')
}
