import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../source/errors.ts'
import { requireNewest } from '../../../source/services/data/remotes/data-remote.ts'
import { openReleaseRemote, type ReleaseRemoteOptions } from '../../../source/services/data/remotes/release-remote.ts'
import { listen } from '../../support/github/http.ts'
import { readOnlyToken, repository, type StandInOptions, startGitHub, token } from '../../support/github/stand-in.ts'
import { userError } from '../expect-error.ts'

const name = 'data-encrypted-0123456789abcdef.age'
const bytes = randomBytes(300_000)
const ignore = () => {}

async function open(standIn: StandInOptions = {}, changes: Partial<ReleaseRemoteOptions> = {}) {
  const github = await startGitHub(standIn)
  const remote = openReleaseRemote({ repository, token, fetch, apiUrl: github.url, pause: 1, ...changes })
  return { github, remote }
}

const writes = (requests: readonly { readonly method: string; readonly path: string }[]) =>
  requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)

describe('publishing', () => {
  test('makes a release that reads back, whole, and keeps the older one', async () => {
    const { github, remote } = await open({ archive: randomBytes(50) })
    const progress: number[] = []
    const published = await remote.publish({ name, bytes }, (_, at) => progress.push(at?.done ?? 0))
    expect(progress.at(-1)).toBe(bytes.length)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    const found = await requireNewest(remote)
    expect(found).toEqual(published)
    expect((await remote.download(found, ignore)).equals(bytes)).toBe(true)
    expect(github.store.releases.map(({ draft, assets }) => [draft, assets.length])).toEqual([
      [false, 1],
      [false, 1],
    ])
  })

  test('is done where the caller believes in nothing and there is nothing', async () => {
    const { remote } = await open()
    const published = await remote.publish({ name, bytes, replaces: '' }, ignore)
    expect(await requireNewest(remote)).toEqual(published)
  })

  test('reads from a public repository what lies there', async () => {
    const { remote } = await open({ archive: bytes, isPublic: true })
    expect((await remote.download(await requireNewest(remote), ignore)).equals(bytes)).toBe(true)
  })

  test('shows nobody half of it: what is published is a draft until the file is there', async () => {
    const { github, remote } = await open({
      archive: randomBytes(50),
      instead: (request) => {
        if (request.method === 'PATCH') expect(github.store.releases[0]?.assets[0]?.size).toBe(bytes.length)
        return false
      },
    })
    await remote.publish({ name, bytes }, ignore)
    const [create, upload, publish] = writes(github.requests)
    expect(create).toBe(`POST /repos/${repository}/releases`)
    expect(upload).toMatch(/^POST \/uploads\/.*\/assets\?name=data-encrypted-/)
    expect(publish).toMatch(/^PATCH /)
  })

  test('of what is there already transfers nothing', async () => {
    const { github, remote } = await open()
    const first = await remote.publish({ name, bytes }, ignore)
    const before = github.requests.length
    expect(await remote.publish({ name, bytes }, ignore)).toEqual(first)
    expect(github.requests.slice(before).map(({ path }) => path)).toEqual([`/repos/${repository}/releases/latest`])
  })

  test('goes on after an upload that broke off', async () => {
    const { github, remote } = await open({ breakUploads: 2 })
    const published = await remote.publish({ name, bytes }, ignore)
    expect(github.store.releases[0]?.assets.map(({ id, state }) => [String(id), state])).toEqual([
      [published.id, 'uploaded'],
    ])
  })

  test('gives up after three, and takes its draft back', async () => {
    const { github, remote } = await open({ breakUploads: 9 })
    expect((await userError(remote.publish({ name, bytes }, ignore))).code).toBe('NETWORK_UNREACHABLE')
    expect(github.store.releases).toEqual([])
  })

  test('takes its draft back after an interrupt', async () => {
    const controller = new AbortController()
    const { github, remote } = await open({}, { signal: controller.signal })
    const publishing = remote.publish({ name, bytes }, (_, at) => at && controller.abort())
    await expect(publishing).rejects.toBeInstanceOf(CancelledError)
    expect(github.store.releases).toEqual([])
  })

  test('clears away the drafts of earlier runs, and nobody else’s', async () => {
    const { github, remote } = await open()
    const ours = 'Private data of a digital twin, encrypted. Published by create-digital-twin.'
    const old = 'data-20250101-000000-0a1b2c3d'
    const young = `data-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}-0a1b2c3d`
    github.store.add({ tag_name: old, draft: true, body: ours })
    github.store.add({ tag_name: old, draft: true, body: 'my notes' })
    github.store.add({ tag_name: young, draft: true, body: ours })
    github.store.add({ tag_name: 'data-next', draft: true, body: ours })
    await remote.publish({ name, bytes }, ignore)
    const drafts = github.store.releases.filter(({ draft }) => draft)
    expect(drafts.map(({ tag_name, body }) => [tag_name, body])).toEqual([
      ['data-next', ours],
      [young, ours],
      [old, 'my notes'],
    ])
  })

  test('refuses to replace what the caller has not seen', async () => {
    const { github, remote } = await open({ archive: randomBytes(50) })
    const error = await userError(remote.publish({ name, bytes, replaces: '1' }, ignore))
    expect(error.code).toBe('DATA_REMOTE_CHANGED')
    expect(writes(github.requests)).toEqual([])
    const found = await requireNewest(remote)
    await remote.publish({ name, bytes, replaces: found.id }, ignore)
    expect((await requireNewest(remote)).name).toBe(name)
  })
})

describe('publishing is refused', () => {
  test('in a repository without a commit, before anything is uploaded', async () => {
    const { github, remote } = await open({ isEmpty: true })
    const error = await userError(remote.publish({ name, bytes }, ignore))
    expect(error.code).toBe('PRIVATE_REPO_EMPTY')
    expect(writes(github.requests)).toEqual([])
  })

  test('in a repository that is public, before anything is uploaded', async () => {
    const { github, remote } = await open({ isPublic: true })
    const error = await userError(remote.publish({ name, bytes }, ignore))
    expect(error.code).toBe('PRIVATE_REPO_PUBLIC')
    expect(error.nextSteps[0]).toMatch(new RegExp(`^gh repo edit ${repository} --visibility private`))
    expect(writes(github.requests)).toEqual([])
  })

  test('where something is already and the caller believes in nothing', async () => {
    const { github, remote } = await open({ archive: randomBytes(50) })
    const error = await userError(remote.publish({ name, bytes, replaces: '' }, ignore))
    expect(error.code).toBe('DATA_REMOTE_CHANGED')
    expect(writes(github.requests)).toEqual([])
  })

  test('above the limit, without a request', async () => {
    const { github, remote } = await open({}, { limit: 1000 })
    expect((await userError(remote.publish({ name, bytes }, ignore))).code).toBe('DATA_TOO_LARGE')
    expect(github.requests).toEqual([])
  })

  test('to a token that may only read, which hears what it lacks', async () => {
    const { remote } = await open({}, { token: readOnlyToken })
    const error = await userError(remote.publish({ name, bytes }, ignore))
    expect(error.code).toBe('PRIVATE_TOKEN_SCOPE')
    expect(error.message).toContain('"Contents: Read and write"')
  })

  test('to a host that is not GitHub’s, which never sees the token', async () => {
    const seen: unknown[] = []
    const thief = await listen((request, response) => {
      seen.push(request.headers)
      response.end()
    })
    const { github, remote } = await open({ uploadUrl: () => `${thief.url}/assets{?name,label}`, atEnd: () => {} })
    expect((await userError(remote.publish({ name, bytes }, ignore))).code).toBe('NOT_GITHUB')
    expect(seen).toEqual([])
    expect(github.store.releases).toEqual([])
    thief.close()
  })

  test('when a write is redirected elsewhere', async () => {
    const seen: unknown[] = []
    const thief = await listen((request, response) => {
      seen.push(request.headers)
      response.end()
    })
    const { remote } = await open({
      instead: (request, response) => {
        if (request.method !== 'POST') return false
        response.writeHead(307, { location: `${thief.url}/stolen` }).end()
        return true
      },
    })
    expect((await userError(remote.publish({ name, bytes }, ignore))).code).toBe('NOT_GITHUB')
    expect(seen).toEqual([])
    thief.close()
  })

  test.each([
    ['rate limit', 403, { 'x-ratelimit-remaining': '0' }, 'GITHUB_RATE_LIMITED'],
    ['404, as for a token without rights', 404, {}, 'PRIVATE_REPO_NOT_FOUND'],
    ['422', 422, {}, 'GITHUB_REFUSED'],
    ['500', 500, {}, 'GITHUB_UNAVAILABLE'],
  ])('by GitHub: %s', async (_, status, headers, code) => {
    const { github, remote } = await open({
      instead: (request, response) => {
        if (!request.url?.startsWith('/uploads')) return false
        request.resume().on('end', () => response.writeHead(status, headers).end('{"message": "no"}'))
        return true
      },
    })
    expect((await userError(remote.publish({ name, bytes }, ignore))).code).toBe(code)
    expect(github.store.releases).toEqual([])
  })
})

describe('the newest data', () => {
  test('is in the newest release that has some', async () => {
    const { github, remote } = await open({ archive: bytes })
    github.store.add({ tag_name: 'v2' })
    github.store.addAsset(github.store.add({ tag_name: 'v3' }), 'notes.txt', Buffer.from('x'))
    expect((await requireNewest(remote)).name).toBe('data-encrypted-2025.zip')
  })

  test('is never a draft', async () => {
    const { github, remote } = await open()
    github.store.addAsset(github.store.add({ tag_name: 'v2', draft: true, published_at: null }), name, bytes)
    expect(await remote.newest()).toBeUndefined()
    expect((await remote.explainAbsence()).code).toBe('PRIVATE_REPO_NO_RELEASE')
  })

  test('is found on a later page', async () => {
    const { github, remote } = await open({ archive: bytes })
    for (let count = 0; count < 120; count += 1) github.store.add({ tag_name: `v${count}` })
    expect((await requireNewest(remote)).name).toBe('data-encrypted-2025.zip')
  })
})

describe('a token without its scope', () => {
  const withHeaders = (status: number, headers: Record<string, string>): StandInOptions => ({
    instead: (_, response) => {
      response.writeHead(status, headers).end('{"message": "no"}')
      return true
    },
  })
  test.each<[string, StandInOptions, string, RegExp]>([
    [
      'classic, with another one',
      withHeaders(404, { 'x-oauth-scopes': 'gist, read:org' }),
      'PRIVATE_TOKEN_SCOPE',
      /gist, read:org.*needs the scope repo/,
    ],
    ['classic, with none', withHeaders(404, { 'x-oauth-scopes': '' }), 'PRIVATE_TOKEN_SCOPE', /has no scope/],
    [
      'classic, with repo: there is no such repository',
      withHeaders(404, { 'x-oauth-scopes': 'repo' }),
      'PRIVATE_REPO_NOT_FOUND',
      /no repository/,
    ],
    [
      'fine-grained',
      withHeaders(403, { 'x-accepted-github-permissions': 'contents=read' }),
      'PRIVATE_TOKEN_SCOPE',
      /"Contents: Read-only"/,
    ],
  ])('%s', async (_, standIn, code, words) => {
    const { remote } = await open(standIn)
    const error = await userError(requireNewest(remote))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(words)
  })

  test('fine-grained, that sees the repository and none of its releases', async () => {
    const { remote } = await open({
      instead: (request, response) => {
        if (!request.url?.includes('/releases')) return false
        response.writeHead(404).end('{"message": "Not Found"}')
        return true
      },
    })
    expect((await userError(requireNewest(remote))).code).toBe('PRIVATE_TOKEN_SCOPE')
  })
})

describe('a download that breaks off', () => {
  test('goes on where it was', async () => {
    const { github, remote } = await open({ archive: bytes, breakDownload: (nth) => (nth < 5 ? 60_000 : undefined) })
    const done: number[] = []
    const got = await remote.download(await requireNewest(remote), (_, at) => done.push(at?.done ?? 0))
    expect(createHash('sha256').update(got).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(done).toEqual([...done].sort((a, b) => a - b))
    const ranges = github.requests.filter(({ path }) => path.startsWith('/signed')).map(({ range }) => range)
    expect(ranges).toEqual([undefined, 'bytes=60000-', 'bytes=120000-', 'bytes=180000-', 'bytes=240000-'])
  })

  test('takes no other range for the rest, and starts over where the storage knows none', async () => {
    let answers = 0
    const { remote } = await open({
      archive: bytes,
      storageInstead: (_, response) => {
        answers += 1
        if (answers === 1) response.write(bytes.subarray(0, 9000), () => response.socket?.destroy())
        else if (answers === 2) response.writeHead(206, { 'content-range': 'bytes 7-8/9' }).end('xx')
        else if (answers === 3) response.write(bytes.subarray(0, 9000), () => response.socket?.destroy())
        else response.end(bytes)
        return true
      },
    })
    const file = await requireNewest(remote)
    const first = await userError(remote.download(file, ignore))
    expect(first.code).toBe('DATA_ARCHIVE_DAMAGED')
    expect((await remote.download(file, ignore)).equals(bytes)).toBe(true)
  })

  test('is given up when nothing more comes', async () => {
    const { remote } = await open({ archive: bytes, breakDownload: () => 0 })
    const file = await requireNewest(remote)
    expect((await userError(remote.download(file, ignore))).code).toBe('NETWORK_UNREACHABLE')
  })
})
