import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tip } from './branch.ts'
import type { Git } from './run-git.ts'

/** Nobody's name: a person's own may be one that their host refuses to see published. */
const author = ['-c', 'user.name=create-digital-twin', '-c', 'user.email=create-digital-twin@invalid']
const sizeLine = 'Data-File'

/** Puts bytes into the repository as they are, through no filter. @returns their id. */
export async function writeFileObject(git: Git, bytes: Uint8Array): Promise<string> {
  const file = join(git.repository, 'new-file')
  await writeFile(file, bytes, { mode: 0o600 })
  try {
    // As a large file git would look for it at the remote first, and give up when that has it.
    const asSmall = ['-c', 'core.bigFileThreshold=512m']
    return (await git.local([...asSmall, 'hash-object', '-w', '--no-filters', '--', file])).trim()
  } finally {
    await rm(file, { force: true })
  }
}

/**
 * Makes a commit on what is there, so that the history stays, and whatever else lies in the branch.
 * Its message tells the size of the file to those who must judge it before they fetch it.
 * @param removed names at the root that are not there afterwards.
 */
export async function writeCommit(
  git: Git,
  { commit }: Tip,
  removed: readonly string[],
  file: { readonly name: string; readonly id: string; readonly size: number },
): Promise<string> {
  await git.local(['read-tree', commit ?? '--empty'])
  const none = '0'.repeat(file.id.length)
  const changes = [...removed.map((name) => `0 ${none}\t${name}\0`), `100644 ${file.id}\t${file.name}\0`]
  await git.local(['update-index', '--add', '--replace', '-z', '--index-info'], changes.join(''))
  const tree = (await git.local(['write-tree', '--missing-ok'])).trim()
  const message = `Private data ${file.name}\n\n${sizeLine}: ${file.id} ${file.size}\n`
  const parents = commit === undefined ? [] : ['-p', commit]
  return (await git.local([...author, 'commit-tree', '--no-gpg-sign', ...parents, tree], message)).trim()
}

/** What a commit of ours says about the size of a file; undefined when it is another's, or about another file. */
export async function announcedSize(git: Git, commit: string, id: string): Promise<number | undefined> {
  const text = await git.local(['cat-file', 'commit', commit])
  const [, about, size] = new RegExp(`^${sizeLine}: ([0-9a-f]+) (\\d{1,15})$`, 'm').exec(text) ?? []
  return about === id ? Number(size) : undefined
}

/** Words for "the branch is no longer where you saw it", of git and of servers that find out last. */
const raced = /\[rejected\]|fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value/

/**
 * Moves the remote's branch to a commit, never by force.
 * @returns false when somebody else moved it first. @throws {UserError} see explainGitFailure.
 */
export async function pushCommit(
  git: Git,
  commit: string,
  branch: string,
  onPercent: (percent: number) => void,
): Promise<boolean> {
  const push = ['push', '--porcelain', '--progress', '--no-verify', ...git.servedBy('receive-pack')]
  const result = await git.remote([...push, 'data', `${commit}:refs/heads/${branch}`], {
    onLine: (line) => {
      const [, percent] = /Writing objects:\s+(\d+)%/.exec(line) ?? []
      if (percent !== undefined) onPercent(Number(percent))
    },
  })
  if (result.exitCode === 0) return true
  if (raced.test(`${result.stdout}\n${result.stderr}`)) return false
  throw git.explain(result)
}
