import type { Git } from './run-git.ts'

/** A branch as it is at the remote; without a commit when there is no such branch. */
export interface Tip {
  readonly commit: string | undefined
  readonly files: readonly TreeEntry[]
}

/** A file, or anything else, at the root of a branch. */
export interface TreeEntry {
  readonly mode: string
  readonly type: string
  readonly id: string
  readonly name: string
}

const local = 'refs/remotes/data/tip'
/** Nothing but what was asked for comes along, and nothing is left in other files of the repository. */
const plainly = ['--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--progress']

/**
 * The branch's newest commit and its list of files, without the files where the server can leave them out
 * (partial clone: git-rev-list(1), --filter).
 * @throws {UserError} see explainGitFailure; DATA_TOO_LARGE.
 */
export async function fetchTip(git: Git, branch: string): Promise<Tip> {
  await git.tryLocal(['update-ref', '-d', local])
  const fetch = ['fetch', ...plainly, '--depth=1', '--filter=blob:none', ...git.servedBy('upload-pack')]
  const result = await git.remote([...fetch, 'data', `+refs/heads/${branch}:${local}`])
  if (result.exitCode !== 0) {
    if (/couldn't find remote ref/.test(result.stderr)) return { commit: undefined, files: [] }
    throw git.explain(result)
  }
  const commit = (await git.local(['rev-parse', '--verify', local])).trim()
  return { commit, files: parseTree(await git.local(['ls-tree', '-z', commit])) }
}

function parseTree(listing: string): readonly TreeEntry[] {
  return listing.split('\0').flatMap((line) => {
    const [, mode, type, id, name] = /^(\d+) (\w+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
    return mode && type && id && name ? [{ mode, type, id, name }] : []
  })
}

/** Names of all branches there are; none for an empty repository. */
export async function listBranches(git: Git): Promise<readonly string[]> {
  const result = await git.remote(['ls-remote', '--heads', ...git.servedBy('upload-pack'), 'data'])
  if (result.exitCode !== 0) throw git.explain(result)
  return [...result.stdout.matchAll(/\trefs\/heads\/(.+)$/gm)].flatMap(([, name]) => name ?? [])
}

/** Bytes of a file that is here already; undefined while it is only known by its id. */
export async function sizeHere(git: Git, id: string): Promise<number | undefined> {
  const size = await git.tryLocal(['cat-file', '-s', id])
  return size === undefined ? undefined : Number(size)
}

/** Words of a server that gives whole branches only: an older protocol, as behind most ssh servers. */
const wholeOnly = /unadvertised object|not our ref|no such remote ref|couldn't find remote ref/

/**
 * Brings one file of a branch here: by its id where the server knows that way, else with the whole branch.
 * @throws {UserError} see explainGitFailure; DATA_TOO_LARGE.
 */
export async function fetchFile(
  git: Git,
  { id, branch }: { readonly id: string; readonly branch: string },
  onBytes: (bytes: number) => void,
): Promise<void> {
  const fetch = ['fetch', ...plainly, ...git.servedBy('upload-pack')]
  const alone = ['-c', 'fetch.negotiationAlgorithm=noop', ...fetch, '--filter=blob:none', 'data', id]
  const result = await git.remote(alone, { onBytes })
  if (result.exitCode === 0) return
  if (!wholeOnly.test(result.stderr)) throw git.explain(result)
  // Emptied, because git does not ask a second time for what the server left out once.
  await git.startOver()
  const whole = await git.remote([...fetch, '--depth=1', 'data', `+refs/heads/${branch}:${local}`], { onBytes })
  if (whole.exitCode !== 0) throw git.explain(whole)
}
