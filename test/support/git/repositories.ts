import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']

/** The real git, in a folder. */
export const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-C', folder, ...identity, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()

/** A new bare repository below `root`, which servers may read and write. */
export function bareRepository(root: string, name = 'twin.git'): string {
  const folder = join(root, name)
  execFileSync('git', ['init', '--quiet', '--bare', folder])
  git(folder, 'config', 'http.receivepack', 'true')
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  return folder
}

export type Files = Readonly<Record<string, string | Uint8Array>>

/** Somebody commits these files on a branch, in a clone of their own, and pushes it. */
export function commitElsewhere(bare: string, branch: string, files: Files): void {
  const clone = join(dirname(bare), `clone-${randomBytes(4).toString('hex')}`)
  execFileSync('git', ['clone', '--quiet', bare, clone], { stdio: 'ignore' })
  const isThere = git(bare, 'branch', '--list', branch) !== ''
  if (isThere) git(clone, 'checkout', '--quiet', branch)
  else git(clone, 'checkout', '--quiet', '--orphan', branch)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    writeFileSync(join(clone, path), content)
  }
  git(clone, 'add', '--all')
  git(clone, 'commit', '--quiet', '--message', 'Elsewhere')
  git(clone, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`)
}

/** Paths of all files of a branch. */
export const filesOf = (bare: string, branch: string): string[] =>
  git(bare, 'ls-tree', '-r', '--name-only', branch).split('\n').filter(Boolean)
