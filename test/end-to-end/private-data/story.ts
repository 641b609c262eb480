import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type GitHttp, startGitHttp } from '../../support/git/http-server.ts'
import { bareRepository } from '../../support/git/repositories.ts'
import { repository, type StandIn, startGitHub, token } from '../../support/github/stand-in.ts'
import { cloneProject } from '../support/project-clone.ts'
import type { Environment } from '../support/run-program.ts'
import type { World } from '../support/world.ts'

export interface PrivateStory {
  readonly world: World
  /** A server that wants the token as its password, on the repository in `bare`. */
  readonly server: GitHttp
  readonly bare: string
  readonly github: StandIn
  /** What --private-repo is given: a branch behind the server, one in a folder, releases. */
  readonly places: { readonly server: string; readonly folder: string; readonly releases: string }
  /** The rehearsal account as `twin rehearse env` names it; known once it runs. */
  account: Environment
  /** Where the twin answers. */
  site: string
}

/** Servers for all of a file, which `atEnd` is told how to close. */
export async function openPrivateStory(world: World, atEnd: (close: () => void) => void): Promise<PrivateStory> {
  const bare = bareRepository(world.root, 'private.git')
  const server = await startGitHttp(world.root, { password: token, atEnd })
  const github = await startGitHub({ atEnd })
  const folder = `file://${bareRepository(world.root, 'beside.git')}`
  const places = { server: `${server.url}/private.git`, folder, releases: repository }
  return { world, server, bare, github, places, account: {}, site: '' }
}

export const dataOf = (project: string) => join(project, 'backend', 'data')

/** What the author's shell knows; the key lies in its file. */
export const author = ({ github }: PrivateStory): Environment => ({
  PRIVATE_DATA_PAT: token,
  GITHUB_API_URL: github.url,
})

const keyFile = ({ world }: PrivateStory) => join(world.root, 'config', 'create-digital-twin', 'digital-twin.key')

/** The author's newest identity. */
export function keyOf(story: PrivateStory): string {
  const found = /^AGE-SECRET-KEY-1\S+$/m.exec(readFileSync(keyFile(story), 'utf8'))?.[0]
  if (!found) throw new Error('There is no identity in the key file.')
  return found
}

/** Another computer: no key file, but the key and an account in the environment, as in CI. */
export const elsewhere = (story: PrivateStory): Environment => ({
  ...author(story),
  ...story.account,
  XDG_CONFIG_HOME: join(story.world.root, 'config-elsewhere'),
  DATA_KEY: keyOf(story),
})

/** With `elsewhere`; `--rehearse` would itself read states, to make the policy of its identity. */
export const deployment = ['deploy', 'dev', '--yes']

/** A clone of the author's project below the world, with what git does not ignore. */
export const cloneIn = ({ world }: PrivateStory, name: string) => cloneProject(world.folder, join(world.root, name))

export const clonePath = ({ world }: PrivateStory, name: string) => join(world.root, name)

/** The author remembers one thing more. */
export const remember = ({ world }: PrivateStory, sentence: string) =>
  appendFileSync(join(dataOf(world.folder), 'personal_data', 'me.txt'), `\n${sentence}\n`)
