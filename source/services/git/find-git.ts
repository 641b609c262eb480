import { UserError } from '../../errors.ts'
import { findProgram } from '../find-program.ts'
import { run } from '../shell.ts'

/** `fetch --no-write-fetch-head` came with it (git's release notes, October 2020). */
const oldest = [2, 29] as const

const howTo = [
  'sudo apt install git   # Debian, Ubuntu; macOS: xcode-select --install; Windows: winget install Git.Git; others: https://git-scm.com/downloads',
]

/** @returns the path of git. @throws {UserError} TOOL_GIT_MISSING, TOOL_GIT_OLD. */
export async function findGit(path: string | undefined, signal?: AbortSignal): Promise<string> {
  const program = await findProgram('git', path)
  if (program === undefined) {
    throw new UserError(
      'TOOL_GIT_MISSING',
      'A git repository is read and written by the program git, which is missing.',
      howTo,
    )
  }
  const { stdout } = await run([program, '--version'], { tool: 'git', ...(signal ? { signal } : {}) })
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(stdout)?.map(Number) ?? []
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return program
  throw new UserError(
    'TOOL_GIT_OLD',
    `git ${major}.${minor} is too old: ${oldest.join('.')} or newer is needed.`,
    howTo,
  )
}
