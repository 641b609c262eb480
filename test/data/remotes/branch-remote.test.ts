import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { requireNewest } from '../../../source/services/data/remotes/data-remote.ts'
import { falseSsh } from '../../support/git/false-ssh.ts'
import { startGitHttp } from '../../support/git/http-server.ts'
import { bareRepository, commitElsewhere, filesOf, git } from '../../support/git/repositories.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { userError } from '../expect-error.ts'
import { branch, ignore, name, openBranch } from './open-branch.ts'

// Milliseconds: git starts many programs, and shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const bytes = randomBytes(2_000_000)
const password = 'github_pat_CANARY0123456789'

/** Ways to the same repository. */
const ways = {
  folder: async (root: string) => openBranch(join(root, 'twin.git')),
  'file://': async (root: string) => openBranch(`file://${root}/twin.git`),
  http: async (root: string) =>
    openBranch(`${(await startGitHttp(root, { password })).url}/twin.git`, { token: password }),
  ssh: async (root: string) => {
    const env = { ...process.env, GIT_SSH_COMMAND: falseSsh(root).command }
    return openBranch(`ada@example.org:${root}/twin.git`, { env })
  },
}

describe.each(Object.entries(ways))('a branch by %s', (_, open) => {
  test('takes data, gives it back, and keeps the history', async () => {
    const root = temporaryFolder()
    const bare = bareRepository(root)
    const remote = await open(root)
    expect(await remote.newest()).toBeUndefined()
    const first = await remote.publish({ name, bytes }, ignore)
    const second = await remote.publish(
      { name: 'data-encrypted-2.age', bytes: bytes.subarray(9), replaces: first.id },
      ignore,
    )
    await remote.close()
    const found = await requireNewest(remote)
    expect(found).toEqual(second)
    expect((await remote.download(found, ignore)).equals(bytes.subarray(9))).toBe(true)
    expect(filesOf(bare, branch)).toEqual(['data-encrypted-2.age'])
    expect(git(bare, 'rev-list', '--count', branch)).toBe('2')
  })

  test('is missing: no repository', async () => {
    const error = await userError((await open(temporaryFolder())).newest())
    expect(error.code).toBe('PRIVATE_REPO_NOT_FOUND')
    expect(error.nextSteps[0]).toMatch(/^git /)
  })
})

describe('what is transferred', () => {
  test('no data to learn what is there, nor for a push of what is there', async () => {
    const root = temporaryFolder()
    bareRepository(root)
    const server = await startGitHttp(root)
    await openBranch(`${server.url}/twin.git`).publish({ name, bytes }, ignore)
    const before = server.sent()
    const pushes = () => server.requests.filter(({ path }) => path.endsWith('/git-receive-pack')).length
    const pushesBefore = pushes()
    const remote = openBranch(`${server.url}/twin.git`)
    expect(await remote.newest()).toEqual({ name, size: bytes.length, id: expect.any(String) })
    await remote.publish({ name, bytes }, ignore)
    expect(server.sent() - before).toBeLessThan(10_000)
    expect(pushes()).toBe(pushesBefore)
    const elsewhere = openBranch(`${server.url}/twin.git`)
    await elsewhere.download(await requireNewest(elsewhere), ignore)
    expect(server.sent() - before).toBeGreaterThan(bytes.length)
  })

  test('all of it by a server that sends no parts, which then tells the size', async () => {
    const root = temporaryFolder()
    git(bareRepository(root), 'config', 'uploadpack.allowFilter', 'false')
    commitElsewhere(join(root, 'twin.git'), branch, { [name]: bytes })
    const remote = openBranch(`${(await startGitHttp(root)).url}/twin.git`)
    const found = await requireNewest(remote)
    expect(found.size).toBe(bytes.length)
    expect((await remote.download(found, ignore)).equals(bytes)).toBe(true)
  })
})

describe('sizes', () => {
  test('are judged before the transfer when they are announced', async () => {
    const root = temporaryFolder()
    bareRepository(root)
    const server = await startGitHttp(root)
    await openBranch(`${server.url}/twin.git`).publish({ name, bytes }, ignore)
    const remote = openBranch(`${server.url}/twin.git`, { limit: 1_000_000 })
    const file = await requireNewest(remote)
    const before = server.requests.length
    const error = await userError(remote.download(file, ignore))
    expect(error.code).toBe('DATA_TOO_LARGE')
    expect(error.message).toContain('Nothing was downloaded.')
    expect(server.requests).toHaveLength(before)
  })

  test('end a transfer that is larger than allowed', async () => {
    const root = temporaryFolder()
    commitElsewhere(bareRepository(root), branch, { [name]: randomBytes(12_000_000) })
    const remote = openBranch(`${(await startGitHttp(root)).url}/twin.git`, { limit: 1_000_000 })
    const file = await requireNewest(remote)
    expect(file.size).toBeUndefined()
    expect((await userError(remote.download(file, ignore))).code).toBe('DATA_TOO_LARGE')
  })

  test('count unpacked: a small pack may hold a large file', async () => {
    const root = temporaryFolder()
    commitElsewhere(bareRepository(root), branch, { [name]: Buffer.alloc(40_000_000) })
    const folder = temporaryFolder()
    const remote = openBranch(join(root, 'twin.git'), { limit: 1_000_000, folder })
    const error = await userError(remote.download(await requireNewest(remote), ignore))
    expect(error.code).toBe('DATA_TOO_LARGE')
    expect(error.message).toContain('It was not opened.')
  })

  test('are limited for what is pushed, too', async () => {
    const remote = openBranch(bareRepository(temporaryFolder()), { limit: 10 })
    expect((await userError(remote.publish({ name, bytes }, ignore))).code).toBe('DATA_TOO_LARGE')
  })
})

describe('a branch of several authors', () => {
  test('keeps their other files, whatever their names', async () => {
    const bare = bareRepository(temporaryFolder())
    commitElsewhere(bare, branch, {
      'README.md': 'ours',
      'notes/Zürich "x".txt': 'bees',
      [name]: 'old',
      'data-encrypted-1.zip': 'older',
    })
    await openBranch(bare).publish({ name: 'data-encrypted-2.age', bytes }, ignore)
    expect(
      git(bare, '-c', 'core.quotePath=false', 'ls-tree', '-r', '-z', '--name-only', branch).split('\0').filter(Boolean),
    ).toEqual(['README.md', 'data-encrypted-2.age', 'notes/Zürich "x".txt'])
  })

  test('is not overwritten by who has not seen what is there', async () => {
    const bare = bareRepository(temporaryFolder())
    const remote = openBranch(bare)
    const mine = await remote.publish({ name, bytes }, ignore)
    commitElsewhere(bare, branch, { [name]: 'theirs' })
    const error = await userError(remote.publish({ name, bytes, replaces: mine.id }, ignore))
    expect(error.code).toBe('DATA_REMOTE_CHANGED')
    expect(error.nextSteps[0]).toMatch(/^twin data pull/)
    expect(git(bare, 'show', `${branch}:${name}`)).toBe('theirs')
  })

  /** Somebody pushes after we have looked and before we push. */
  const withRace = async (files: Readonly<Record<string, string>>) => {
    const root = temporaryFolder()
    const bare = bareRepository(root)
    commitElsewhere(bare, branch, { [name]: 'first' })
    let isRaced = false
    const server = await startGitHttp(root, {
      instead: (request) => {
        if (!isRaced && request.url?.includes('service=git-receive-pack')) {
          isRaced = true
          commitElsewhere(bare, branch, files)
        }
        return false
      },
    })
    return { bare, remote: openBranch(`${server.url}/twin.git`) }
  }

  test('gets the push on top of a change to another file', async () => {
    const { bare, remote } = await withRace({ 'README.md': 'new' })
    await remote.publish({ name, bytes }, ignore)
    expect(filesOf(bare, branch)).toEqual(['README.md', name])
    expect(git(bare, 'rev-list', '--count', branch)).toBe('3')
  })

  test('refuses it after a change to the data', async () => {
    const { bare, remote } = await withRace({ [name]: 'theirs' })
    expect((await userError(remote.publish({ name, bytes }, ignore))).code).toBe('DATA_REMOTE_CHANGED')
    expect(git(bare, 'show', `${branch}:${name}`)).toBe('theirs')
  })
})

describe('nothing there', () => {
  test.each<[string, Readonly<Record<string, Readonly<Record<string, string>>>>, string, RegExp]>([
    ['an empty repository', {}, 'PRIVATE_REPO_EMPTY', /is empty/],
    ['another branch', { main: { a: 'b' } }, 'GIT_BRANCH_NOT_FOUND', /it has main\.$/],
    ['no such file', { [branch]: { 'README.md': 'b' } }, 'DATA_REMOTE_EMPTY', /no file data-encrypted/],
  ])('%s', async (_, branches, code, words) => {
    const bare = bareRepository(temporaryFolder())
    for (const [each, files] of Object.entries(branches)) commitElsewhere(bare, each, files)
    const error = await userError(requireNewest(openBranch(bare)))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(words)
    expect(error.nextSteps[0]).toMatch(/^twin data push/)
  })

  test('two files, of which nobody knows which counts', async () => {
    const bare = bareRepository(temporaryFolder())
    commitElsewhere(bare, branch, { 'data-encrypted-1.age': '1', 'data-encrypted-2.zip': '2' })
    const remote = openBranch(bare)
    expect((await userError(remote.newest())).code).toBe('DATA_REMOTE_AMBIGUOUS')
    await remote.publish({ name, bytes }, ignore)
    expect((await requireNewest(remote)).name).toBe(name)
  })

  test('a note of Git LFS', async () => {
    const bare = bareRepository(temporaryFolder())
    const note = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'
    commitElsewhere(bare, branch, { [name]: note })
    const remote = openBranch(bare)
    expect((await userError(remote.download(await requireNewest(remote), ignore))).code).toBe('DATA_IN_LFS')
  })
})

describe('nobody’s programs run', () => {
  test('neither hooks, filters and monitors of the user, nor hooks of a repository in a folder', async () => {
    const root = temporaryFolder()
    const bare = bareRepository(root)
    const mark = join(root, 'ran')
    const hook = `#!/bin/sh\ntouch '${mark}'\n`
    for (const each of ['pre-receive', 'update', 'post-receive', 'post-update']) {
      writeFileSync(join(bare, 'hooks', each), hook, { mode: 0o755 })
    }
    for (const each of ['pre-push', 'reference-transaction', 'post-index-change', 'monitor']) {
      writeFileSync(join(root, each), hook, { mode: 0o755 })
    }
    writeFileSync(join(root, 'attributes'), '* filter=evil\n')
    const config = `[core]
hooksPath = ${root}
fsmonitor = ${root}/monitor
attributesFile = ${root}/attributes
[filter "evil"]
clean = touch ${mark}
[init]
templateDir = ${root}
`
    writeFileSync(join(root, 'gitconfig'), config)
    const env = { ...process.env, GIT_CONFIG_GLOBAL: join(root, 'gitconfig') }
    const remote = openBranch(bare, { env })
    await remote.publish({ name, bytes }, ignore)
    expect((await remote.download(await requireNewest(remote), ignore)).equals(bytes)).toBe(true)
    expect(existsSync(mark)).toBe(false)
  })

  test('and git looks nowhere else for a repository or a log', async () => {
    const root = temporaryFolder()
    const bare = bareRepository(root)
    const log = join(root, 'trace')
    const env = {
      ...process.env,
      GIT_DIR: '/nowhere',
      GIT_TRACE: log,
      GIT_TRACE_CURL: log,
      GIT_OBJECT_DIRECTORY: '/nowhere',
    }
    await openBranch(bare, { env }).publish({ name, bytes }, ignore)
    expect(existsSync(log)).toBe(false)
  })
})

describe('ssh', () => {
  test('gets neither the token nor the keys of the data and of AWS', async () => {
    const root = temporaryFolder()
    bareRepository(root)
    const ssh = falseSsh(root)
    const env = {
      ...process.env,
      GIT_SSH_COMMAND: ssh.command,
      PRIVATE_DATA_PAT: password,
      DATA_KEY: 'CANARY-key',
      AWS_SECRET_ACCESS_KEY: 'CANARY-aws',
    }
    await openBranch(`ssh://ada@example.org${root}/twin.git`, { env, token: password }).publish({ name, bytes }, ignore)
    const log = readFileSync(ssh.log, 'utf8')
    expect(log).toContain('ada@example.org git-receive-pack')
    expect(log).not.toContain('CANARY')
  })
})

test('what the work left on this computer is gone when it is closed', async () => {
  const folder = temporaryFolder()
  const remote = openBranch(bareRepository(temporaryFolder()), { folder })
  await remote.publish({ name, bytes }, ignore)
  expect(readdirSync(folder)).toHaveLength(1)
  await remote.close()
  expect(readdirSync(folder)).toEqual([])
})
