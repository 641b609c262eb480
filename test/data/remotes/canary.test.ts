import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { requireNewest } from '../../../source/services/data/remotes/data-remote.ts'
import { openReleaseRemote } from '../../../source/services/data/remotes/release-remote.ts'
import { startGitHttp } from '../../support/git/http-server.ts'
import { bareRepository } from '../../support/git/repositories.ts'
import { repository, startGitHub, token } from '../../support/github/stand-in.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { watchArguments } from '../../support/watch-arguments.ts'
import { userError } from '../expect-error.ts'
import { name, openBranch } from './open-branch.ts'

// Milliseconds: git starts many programs, and shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const bytes = randomBytes(3_000_000)
const forms = [token, Buffer.from(`x-access-token:${token}`).toString('base64')]

/** Contents of all files below a folder that hold a form of the token. */
const filesWithToken = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => forms.some((form) => readFileSync(path).includes(form)))

test('the token is in no argument, no file and no message while a branch is written and read', async () => {
  const root = temporaryFolder()
  bareRepository(root)
  const home = temporaryFolder()
  const folder = temporaryFolder()
  // A helper that keeps on the disk whatever git lets it keep.
  writeFileSync(join(home, '.gitconfig'), `[credential]\nhelper = store\n`)
  const server = await startGitHttp(root, { password: token })
  const env = { ...process.env, HOME: home, PRIVATE_DATA_PAT: token }
  const said: string[] = []
  const seen = await watchArguments(forms, async () => {
    const remote = openBranch(`${server.url}/twin.git`, { env, folder, token })
    await remote.publish({ name, bytes }, (message) => said.push(message))
    await remote.download(await requireNewest(remote), (message) => said.push(message))
    expect(filesWithToken(folder)).toEqual([])
  })
  expect(server.requests.some(({ authorization }) => authorization?.includes(forms[1] ?? ''))).toBe(true)
  expect(seen.lines.some((line) => /git.* push .*data/.test(line))).toBe(true)
  expect(seen.lines.some((line) => line.includes('remote-http'))).toBe(true)
  expect(seen.found).toEqual([])
  expect(said.join('\n')).not.toContain('CANARY')
  expect([...filesWithToken(home), ...filesWithToken(root)]).toEqual([])
})

test('the watch would have seen it', async () => {
  const seen = await watchArguments(forms, async () => {
    const remote = openBranch(`https://127.0.0.1:1/${token}/twin.git`)
    await userError(remote.newest())
  })
  expect(seen.found.length).toBeGreaterThan(0)
})

test('nor while releases are written and read, where nothing at all is written down', async () => {
  const github = await startGitHub()
  const temporary = temporaryFolder()
  vi.stubEnv('TMPDIR', temporary)
  const said: string[] = []
  const seen = await watchArguments(forms, async () => {
    const remote = openReleaseRemote({ repository, token, fetch, apiUrl: github.url })
    await remote.publish({ name, bytes }, (message) => said.push(message))
    await remote.download(await requireNewest(remote), (message) => said.push(message))
  })
  vi.unstubAllEnvs()
  expect(seen.found).toEqual([])
  expect(said.join('\n')).not.toContain('CANARY')
  expect(readdirSync(temporary)).toEqual([])
  expect(github.requests.map(({ path }) => path).join()).not.toContain('CANARY')
})
