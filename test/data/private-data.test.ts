import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { CancelledError } from '../../source/errors.ts'
import { findDataKey } from '../../source/services/data/key-file.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { readPrivateData } from '../../source/services/data/private-data.ts'
import { openDataRemote, type RemoteOptions } from '../../source/services/data/remotes/open-remote.ts'
import { repository, type StandInOptions, startGitHub, token } from '../support/github/stand-in.ts'
import { dataKey, encryptedArchive } from './encrypted-archive.ts'
import { userError } from './expect-error.ts'
import { folderWith, sample, temporaryFolder } from './folders.ts'
import { makePdf } from './make-pdf.ts'

// Milliseconds: the outside programs share their processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const contents = {
  ...sample,
  'personal_data/facts.json': '{"name": "Ada"}',
  'personal_data/linkedin.pdf': makePdf({ pages: ['Beekeeper'] }),
}
const archive = encryptedArchive(contents)

interface Reading extends Omit<RemoteOptions, 'place' | 'env' | 'folder'> {
  readonly repository: string
  readonly dataKey: string | undefined
  readonly report?: (message: string) => void
}

/** As a step does it: the place first, then the key. */
async function readAll({ repository: place, dataKey: text, report = () => {}, ...options }: Reading) {
  const folder = () => Promise.reject(new Error('releases need no folder'))
  const remote = await openDataRemote({ ...options, place, env: {}, folder })
  const key = await findDataKey({ DATA_KEY: text }, '/nowhere/at-all')
  return readPrivateData({ remote, key, report })
}

async function readFrom(standIn: StandInOptions, changes: Partial<Reading> = {}) {
  const github = await startGitHub(standIn)
  const messages: string[] = []
  const reading = readAll({
    repository,
    token,
    dataKey,
    fetch,
    apiUrl: github.url,
    pause: 1,
    report: (message) => messages.push(message),
    ...changes,
  })
  return { github, messages, reading }
}

async function problemOf(standIn: StandInOptions, changes: Partial<Reading> = {}) {
  const { github, reading } = await readFrom(standIn, changes)
  const error = await userError(reading)
  expect(error.nextSteps.length).toBeGreaterThan(0)
  expect(`${error.message} ${error.nextSteps.join(' ')} ${error.stack}`).not.toMatch(/CANARY|correct horse/)
  return { error, requests: github.requests }
}

describe('the newest release', () => {
  test('gives the same data as the same files in a folder, and leaves nothing on the disk', async () => {
    const temporary = temporaryFolder()
    vi.stubEnv('TMPDIR', temporary)
    onTestFinished(() => void vi.unstubAllEnvs())
    const { reading, messages, github } = await readFrom({ archive })
    const data = await reading
    expect(readdirSync(temporary)).toEqual([])
    expect(data).toEqual(await readLocalData(folderWith(contents)))
    expect(messages[0]).toMatch(
      /data-encrypted-2025\.zip \(release data-1 of ada\/private-twin\): \S+ KB of at most 25\.0 MB/,
    )
    const id = github.store.releases[0]?.assets[0]?.id
    expect(github.requests.map(({ path }) => path)).toEqual([
      `/repos/${repository}/releases/latest`,
      `/repos/${repository}/releases/assets/${id}`,
      `/signed/${id}?signature=abc`,
    ])
  })

  test('is asked for with the token in a header, which the storage host never sees', async () => {
    const { reading, github } = await readFrom({ archive })
    await reading
    const [latest, asset, storage] = github.requests
    expect(latest?.authorization).toBe(`Bearer ${token}`)
    expect(asset?.authorization).toBe(`Bearer ${token}`)
    expect(asset?.accept).toBe('application/octet-stream')
    expect(storage?.authorization).toBeUndefined()
    expect(github.requests.map(({ path }) => path).join()).not.toContain('CANARY')
  })

  test('is found through GITHUB_API_URL, and a key may end with the line break of its file', async () => {
    const github = await startGitHub({ archive })
    vi.stubEnv('GITHUB_API_URL', github.url)
    onTestFinished(() => void vi.unstubAllEnvs())
    const data = await readAll({ repository, token: `${token}\n`, dataKey: `${dataKey}\n`, fetch })
    expect(data.files.map(({ path }) => path)).toContain('personal_data/linkedin.pdf.txt')
    expect(data.files).toHaveLength(5)
  })

  test('may have several archives: the one uploaded last counts', async () => {
    const release = (document: Record<string, unknown>) => {
      const [asset] = document.assets as Record<string, unknown>[]
      const older = { ...asset, id: 3, name: 'data-encrypted-2099.zip', created_at: '2024' }
      const unfinished = { ...asset, id: 4, created_at: '2026', state: 'starter' }
      return {
        ...document,
        assets: [older, asset, unfinished, { ...asset, id: 5, name: 'other.zip', created_at: '2027' }],
      }
    }
    const { reading, github } = await readFrom({ archive, release })
    await reading
    expect(github.requests[1]?.path).toMatch(new RegExp(`assets/${github.store.releases[0]?.assets[0]?.id}$`))
  })

  test('may be behind a renamed repository, on the same host', async () => {
    const { reading, github } = await readFrom({
      archive,
      instead: (request, response, count) => {
        if (count > 1) return false
        response.writeHead(301, { location: request.url }).end()
        return true
      },
    })
    await reading
    expect(github.requests[1]?.authorization).toBe(`Bearer ${token}`)
  })
})

describe('what is missing is said before the first request', () => {
  test.each<[string, Partial<Reading>]>([
    ['PRIVATE_TOKEN_MISSING', { token: undefined }],
    ['PRIVATE_TOKEN_MISSING', { token: ' ' }],
    ['DATA_KEY_MISSING', { dataKey: undefined }],
    ['DATA_KEY_MISSING', { dataKey: '\n' }],
    ['PRIVATE_TOKEN_REFUSED', { token: 'CANARY\r\nx-evil: 1' }],
    ['PRIVATE_REPO_INVALID', { repository: 'ada/..' }],
    ['GITHUB_API_URL_INVALID', { apiUrl: 'http://api.example.com' }],
    ['GITHUB_API_URL_INVALID', { apiUrl: 'not an address' }],
  ])('%s %j', async (code, changes) => {
    const { error, requests } = await problemOf({ archive }, changes)
    expect(error.code).toBe(code)
    expect(requests).toEqual([])
  })
})

describe('refusals', () => {
  const answer = (status: number, headers: Record<string, string> = {}): StandInOptions => ({
    archive,
    instead: (_, response) => {
      response.writeHead(status, headers).end('{"message": "no"}')
      return true
    },
  })

  test.each<[string, StandInOptions, string, RegExp]>([
    ['401', answer(401), 'PRIVATE_TOKEN_REFUSED', /mistyped, expired or revoked/],
    ['403', answer(403), 'PRIVATE_TOKEN_REFUSED', /may not read ada\/private-twin/],
    [
      '403 for single sign-on',
      answer(403, { 'x-github-sso': 'required; url=https://github.com/orgs/ada/sso' }),
      'PRIVATE_TOKEN_REFUSED',
      /single sign-on/,
    ],
    [
      '404 for everything',
      answer(404),
      'PRIVATE_REPO_NOT_FOUND',
      /no repository ada\/private-twin that this token may see/,
    ],
    ['429', answer(429, { 'retry-after': '17' }), 'GITHUB_RATE_LIMITED', /in 17 seconds/],
    [
      '403 with an empty allowance',
      answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225600' }),
      'GITHUB_RATE_LIMITED',
      /at 2026-01-01T00:00:00\.000Z/,
    ],
    ['no release', { release: () => undefined }, 'PRIVATE_REPO_NO_RELEASE', /has no published release/],
    [
      'no archive',
      { archive, release: (document) => ({ ...document, assets: [] }) },
      'PRIVATE_REPO_NO_RELEASE',
      /\(the newest is data-1\) has a file/,
    ],
  ])('%s', async (_, standIn, code, words) => {
    const { error, requests } = await problemOf(standIn)
    expect(error.code).toBe(code)
    expect(`${error.message} ${error.nextSteps.join(' ')}`).toMatch(words)
    expect(requests.length).toBeLessThanOrEqual(5)
  })

  test('a storage host that refuses is no fault of the token', async () => {
    const { error, requests } = await problemOf({
      archive,
      storageInstead: (_, response) => {
        response.writeHead(403).end()
        return true
      },
    })
    expect(error.code).toBe('GITHUB_UNAVAILABLE')
    expect(error.message).toContain('403')
    expect(requests.filter(({ path }) => path.startsWith('/signed'))).toHaveLength(3)
  })

  test('a login page in between', async () => {
    const page: StandInOptions = {
      instead: (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel</html>')
        return true
      },
    }
    expect((await problemOf(page)).error.code).toBe('NOT_GITHUB')
  })

  test('redirects without end', async () => {
    const { error, requests } = await problemOf({
      instead: (request, response) => {
        response.writeHead(302, { location: request.url }).end()
        return true
      },
    })
    expect(error.code).toBe('NOT_GITHUB')
    expect(requests).toHaveLength(6)
  })
})

describe('the network', () => {
  test('may fail twice', async () => {
    const { reading } = await readFrom({
      archive,
      instead: (request, response, count) => {
        if (count === 1) response.writeHead(503).end()
        else if (count === 2) request.socket.destroy()
        return count <= 2
      },
    })
    expect((await reading).files).toHaveLength(5)
  })

  test('may be absent', async () => {
    // Port 1 of this machine: nothing listens there.
    const { error } = await problemOf({}, { apiUrl: 'http://127.0.0.1:1' })
    expect(error.code).toBe('NETWORK_UNREACHABLE')
    expect(error.message).toContain('127.0.0.1:1')
  })

  test('may be silent', async () => {
    const { error } = await problemOf({ instead: () => true }, { patience: 50 })
    expect(error.code).toBe('NETWORK_UNREACHABLE')
    expect(error.message).toContain('no answer in time')
  })

  test('is left alone after an interrupt', async () => {
    const controller = new AbortController()
    const { reading, github } = await readFrom(
      {
        instead: () => {
          controller.abort()
          return true
        },
      },
      { signal: controller.signal },
    )
    await expect(reading).rejects.toBeInstanceOf(CancelledError)
    expect(github.requests).toHaveLength(1)
  })
})

describe('an archive that is not what was announced', () => {
  const announced = (change: Record<string, unknown>) => (document: Record<string, unknown>) => ({
    ...document,
    assets: [{ ...(document.assets as Record<string, unknown>[])[0], ...change }],
  })

  test('too large: refused without a download', async () => {
    const { error, requests } = await problemOf({ archive, release: announced({ size: 26 * 1024 * 1024 }) })
    expect(error.code).toBe('DATA_TOO_LARGE')
    expect(error.message).toContain('26.0 MB; at most 25.0 MB')
    expect(requests).toHaveLength(1)
  })

  test('larger than announced: given up while it arrives', async () => {
    const { error } = await problemOf({ archive: Buffer.alloc(26 * 1024 * 1024), release: announced({ size: 1000 }) })
    expect(error.code).toBe('DATA_TOO_LARGE')
  })

  test.each([
    ['another length', { size: archive.length + 1 }],
    ['another hash', { digest: `sha256:${'0'.repeat(64)}` }],
  ])('%s', async (_, change) => {
    const { error } = await problemOf({ archive, release: announced(change) })
    expect(error.code).toBe('DATA_ARCHIVE_DAMAGED')
  })

  test('the right hash is no problem', async () => {
    const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`
    const { reading } = await readFrom({ archive, release: announced({ digest }) })
    expect((await reading).files).toHaveLength(5)
  })
})

test('a key file that somebody named and is not there is named', async () => {
  const remote = await openDataRemote({ place: repository, token, env: {}, folder: async () => '', fetch })
  const reading = readPrivateData({ remote, key: undefined, keyFile: '/keys/mistyped.key', report: () => {} })
  expect((await userError(reading)).message).toContain('no file /keys/mistyped.key')
})
