import { run } from '../shell.ts'
import { findGit } from './find-git.ts'

export interface Commit {
  /** Ten hexadecimal digits. */
  readonly id: string
  /** Something in the folder is not as it was committed. */
  readonly isDirty: boolean
}

/** The commit that a folder stands at; undefined where there is no git, no repository or nothing committed yet. */
export async function describeCommit(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Commit | undefined> {
  try {
    const git = await findGit(env.PATH, signal)
    const ask = async (...args: readonly string[]) => {
      // Looking at a work tree would otherwise write to its index.
      const quiet = { ...env, GIT_OPTIONAL_LOCKS: '0' }
      return (await run([git, '-C', folder, ...args], { env: quiet, tool: 'git', signal })).stdout.trim()
    }
    const [id, changes] = await Promise.all([
      ask('rev-parse', '--short=10', 'HEAD'),
      ask('status', '--porcelain', '--', '.'),
    ])
    return { id, isDirty: changes !== '' }
  } catch {
    if (signal.aborted) throw signal.reason
    return undefined
  }
}
