import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { dataKeyFile } from '../../../source/paths.ts'
import { layDown } from '../../../source/scaffold/lay-down.ts'
import type { Secrets } from '../../support/find-secrets.ts'
import { type GitHttp, type GitHttpOptions, startGitHttp } from '../../support/git/http-server.ts'
import { bareRepository } from '../../support/git/repositories.ts'
import { repository, type StandIn, type StandInOptions, startGitHub, token } from '../../support/github/stand-in.ts'
import type { InstalledProgram } from '../support/install-program.ts'
import type { Ending, Environment, RunningProgram } from '../support/run-program.ts'
import type { World } from '../support/world.ts'
import { makeShims } from './shims.ts'

export const sentence = 'My great-uncle Thaddeus hid the accordion below the stairs.'

/** What a server does when it is asked, such as ending the program that asks. */
export interface Hooks {
  git: NonNullable<GitHttpOptions['instead']> | undefined
  api: NonNullable<StandInOptions['instead']> | undefined
  storage: NonNullable<StandInOptions['storageInstead']> | undefined
}

/** One person's private data, from its key to the twin, with everything that any run said. */
export interface Life {
  readonly world: World
  readonly places: { readonly server: string; readonly releases: string }
  readonly server: GitHttp
  readonly github: StandIn
  readonly bare: string
  readonly hooks: Hooks
  readonly said: string[]
  readonly temporary: string
  /** The package, with the sample data. */
  readonly assets: string
  readonly keyFile: string
  readonly shims: ReturnType<typeof makeShims>
  readonly env: Environment
  run(args: readonly string[], env?: Environment, cwd?: string): Promise<Ending>
  start(args: readonly string[], env?: Environment, cwd?: string): RunningProgram
  secrets(): Promise<Secrets>
}

export async function openLife(
  world: World,
  program: InstalledProgram,
  outside: string,
  atEnd: (close: () => void) => void,
): Promise<Life> {
  const hooks: Hooks = { git: undefined, api: undefined, storage: undefined }
  const bare = bareRepository(world.root, 'private.git')
  const server = await startGitHttp(world.root, {
    password: token,
    atEnd,
    instead: (...asked) => hooks.git?.(...asked) ?? false,
  })
  const github = await startGitHub({
    atEnd,
    instead: (...asked) => hooks.api?.(...asked) ?? false,
    storageInstead: (...asked) => hooks.storage?.(...asked) ?? false,
  })
  const shims = makeShims(outside)
  const temporary = join(world.root, 'tmp')
  mkdirSync(temporary)
  await layDown(program.folder, world.folder, '0.0.0')
  appendFileSync(join(world.folder, 'backend', 'data', 'personal_data', 'me.txt'), `\n${sentence}\n`)
  const env: Environment = {
    PATH: [shims.bin, world.env.PATH].join(delimiter),
    TMPDIR: temporary,
    GITHUB_API_URL: github.url,
    PRIVATE_DATA_PAT: token,
  }
  const keyFile = dataKeyFile(world.env, 'digital-twin')
  const said: string[] = []
  const start: Life['start'] = (args, more = {}, cwd = world.folder) => {
    const running = world.start(args, { cwd, env: { ...env, ...more } })
    void running.ended.then(({ stdout, stderr }) => said.push(stdout, stderr))
    return running
  }
  return {
    world,
    places: { server: `${server.url}/private.git`, releases: repository },
    server,
    github,
    bare,
    hooks,
    said,
    temporary,
    assets: program.folder,
    keyFile,
    shims,
    env,
    start,
    run: (args, more, cwd) => start(args, more, cwd).ended,
    secrets: async () => {
      const { identities } = await world.account()
      return { token, key: identityIn(keyFile), 'AWS secret': identities.deployer.secretAccessKey, sentence }
    },
  }
}

/** The newest identity of a key file. @throws when there is none. */
export function identityIn(keyFile: string): string {
  const found = /^AGE-SECRET-KEY-1\S+$/m.exec(readFileSync(keyFile, 'utf8'))?.[0]
  if (!found) throw new Error('There is no identity in the key file.')
  return found
}

/** Kills the program right before a call to the file system; see kill-at.mjs. */
export const killedAt = (call: string): Environment => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'kill-at.mjs'))}`,
  KILL_AT: call,
})
