import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { CancelledError } from '../../../source/errors.ts'
import { parseAddress } from '../../../source/services/git/address.ts'
import { explainGitFailure } from '../../../source/services/git/explain-failure.ts'
import { redact } from '../../../source/services/git/redact.ts'
import { type GitHttpOptions, startGitHttp } from '../../support/git/http-server.ts'
import { bareRepository, git } from '../../support/git/repositories.ts'
import { listen } from '../../support/github/http.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { userError } from '../expect-error.ts'
import { branch, ignore, name, openBranch } from './open-branch.ts'

// Milliseconds: git starts many programs, and shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const password = 'github_pat_CANARY0123456789'
const bytes = Buffer.from('data')

/** What ssh, git and GitHub print; OpenSSH's as it came from a server of ours with each of these troubles. */
const words: readonly (readonly [string, string, string])[] = [
  [
    'ssh',
    'No ED25519 host key is known for [127.0.0.1]:2299 and you have requested strict checking.\nHost key verification failed.\nfatal: Could not read from remote repository.',
    'GIT_HOST_KEY_UNKNOWN',
  ],
  [
    'ssh',
    '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.\n',
    'GIT_HOST_KEY_CHANGED',
  ],
  [
    'ssh',
    'ada@127.0.0.1: Permission denied (publickey,keyboard-interactive).\nfatal: Could not read from remote repository.',
    'GIT_ACCESS_REFUSED',
  ],
  ['ssh', 'ERROR: Repository not found.\nfatal: Could not read from remote repository.', 'PRIVATE_REPO_NOT_FOUND'],
  ['ssh', 'ERROR: The key you are authenticating with has been marked as read only.', 'GIT_ACCESS_REFUSED'],
  ['ssh', 'ssh: connect to host 127.0.0.1 port 1: Connection refused', 'NETWORK_UNREACHABLE'],
  ['ssh', 'ssh: Could not resolve hostname nas: Name or service not known', 'NETWORK_UNREACHABLE'],
  [
    'https',
    'remote: Write access to repository not granted.\nfatal: unable to access: The requested URL returned error: 403',
    'PRIVATE_TOKEN_SCOPE',
  ],
  ['https', 'remote: Repository not found.\nfatal: repository not found', 'PRIVATE_REPO_NOT_FOUND'],
  ['https', 'fatal: unable to access: server certificate verification failed. CAfile: none', 'NETWORK_UNREACHABLE'],
  ['https', 'remote: error: GH006: Protected branch update failed', 'GIT_PUSH_REFUSED'],
  ['https', 'remote: error: GH001: Large files detected.', 'GIT_PUSH_REFUSED'],
  ['https', 'error: RPC failed; curl 56 Recv failure: Connection reset by peer', 'NETWORK_UNREACHABLE'],
  ['https', 'fatal: detected dubious ownership in repository', 'GIT_REPOSITORY_FOREIGN'],
  ['https', 'fatal: something new', 'GIT_FAILED'],
]

test.each(words)('%s: %j is %s', (way, text, code) => {
  const address = parseAddress(way === 'ssh' ? 'ssh://ada@127.0.0.1:2299/twin.git' : 'https://example.org/twin.git', {})
  const error = explainGitFailure(text, { address, exitCode: 128, hasToken: true })
  expect(error.code).toBe(code)
  expect(error.nextSteps).not.toEqual([])
})

test('a changed host key is taken out under the name that it stands under', () => {
  const address = parseAddress('ssh://ada@127.0.0.1:2299/twin.git', {})
  const error = explainGitFailure('REMOTE HOST IDENTIFICATION HAS CHANGED', { address, exitCode: 128, hasToken: false })
  expect(error.nextSteps[0]).toMatch(/^ssh-keygen -R "\[127\.0\.0\.1\]:2299" {3}#/)
})

test('secrets go out of what is shown, in every form', () => {
  const header = Buffer.from(`x-access-token:${password}`).toString('base64')
  const text = `${password} https://ada:other@example.org/a Authorization: Basic ${header}\n> authorization: x\u001b[2J`
  const shown = redact(text, [password])
  expect(shown).not.toMatch(/CANARY|other/)
  expect(shown).not.toContain(header)
  expect(shown).toContain('https://***@example.org/a')
  expect(shown).toMatch(/^[\P{C}\n]*$/u)
})

describe('a web server', () => {
  async function problemWith(options: GitHttpOptions, token: string | undefined, patience?: number) {
    const root = temporaryFolder()
    bareRepository(root)
    const server = await startGitHttp(root, options)
    const remote = openBranch(`${server.url}/twin.git`, { token, patience })
    const error = await userError(remote.publish({ name, bytes }, ignore))
    expect(`${error.message} ${error.nextSteps.join(' ')} ${JSON.stringify(error)}`).not.toContain('CANARY')
    return { error, server }
  }
  const status = (code: number): GitHttpOptions => ({
    instead: (_, response) => {
      response.writeHead(code).end()
      return true
    },
  })

  test.each<[string, GitHttpOptions, string | undefined, string]>([
    ['wants a password, and there is none', { password }, undefined, 'GIT_SIGN_IN_NEEDED'],
    ['refuses the token', { password: 'other' }, password, 'PRIVATE_TOKEN_REFUSED'],
    ['forbids', status(403), password, 'PRIVATE_TOKEN_SCOPE'],
    ['forbids everybody', status(403), undefined, 'GIT_ACCESS_REFUSED'],
    ['knows nothing of it', status(404), password, 'PRIVATE_REPO_NOT_FOUND'],
    ['has had enough', status(429), password, 'GITHUB_RATE_LIMITED'],
    ['is broken', status(503), password, 'GIT_SERVER_FAILED'],
  ])('%s', async (_, options, token, code) => {
    expect((await problemWith(options, token)).error.code).toBe(code)
  })

  test('says nothing', async () => {
    const { error } = await problemWith({ instead: () => true }, password, 300)
    expect(error.code).toBe('NETWORK_UNREACHABLE')
    expect(error.message).toContain('no answer in time')
  })

  test('breaks off in the middle', async () => {
    const { error } = await problemWith(
      {
        instead: (request) => {
          if (request.method === 'POST') request.socket.destroy()
          return request.method === 'POST'
        },
      },
      password,
    )
    expect(error.code).toBe('NETWORK_UNREACHABLE')
  })

  test('that sends us elsewhere gets the token, and elsewhere does not', async () => {
    const seen: unknown[] = []
    const thief = await listen((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    })
    const { error } = await problemWith(
      {
        instead: (request, response) => {
          response.writeHead(302, { location: `${thief.url}${request.url}` }).end()
          return true
        },
      },
      password,
    )
    expect(error.code).toBe('PRIVATE_TOKEN_REFUSED')
    expect(seen.filter((authorization) => authorization !== undefined)).toEqual([])
    expect(seen.length).toBeGreaterThan(0)
    thief.close()
  })

  test('is left alone after an interrupt', async () => {
    const root = temporaryFolder()
    const controller = new AbortController()
    const server = await startGitHttp(root, {
      instead: () => {
        controller.abort()
        return true
      },
    })
    const remote = openBranch(`${server.url}/twin.git`, { signal: controller.signal })
    await expect(remote.newest()).rejects.toBeInstanceOf(CancelledError)
  })
})

describe('without a token', () => {
  test('the user’s own credential helper is asked', async () => {
    const root = temporaryFolder()
    bareRepository(root)
    const helper = join(root, 'helper.sh')
    writeFileSync(helper, `#!/bin/sh\necho username=ada\necho password=${password}\n`)
    chmodSync(helper, 0o755)
    writeFileSync(join(root, 'gitconfig'), `[credential]\nhelper = ${helper}\n`)
    const server = await startGitHttp(root, { password })
    const env = { ...process.env, GIT_CONFIG_GLOBAL: join(root, 'gitconfig') }
    await openBranch(`${server.url}/twin.git`, { env }).publish({ name, bytes }, ignore)
    expect(server.requests.at(-1)?.authorization).toBe(`Basic ${Buffer.from(`ada:${password}`).toString('base64')}`)
  })
})

describe('a folder', () => {
  test('that has the branch checked out does not take it', async () => {
    const folder = temporaryFolder()
    git(folder, 'init', '--quiet', '--initial-branch', branch)
    writeFileSync(join(folder, 'README.md'), 'mine')
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--message', 'Mine')
    const error = await userError(openBranch(folder).publish({ name, bytes }, ignore))
    expect(error.code).toBe('GIT_PUSH_REFUSED')
    expect(error.message).toContain('checked out')
  })
})

describe('git itself', () => {
  const withGit = (script: string | undefined) => {
    const folder = temporaryFolder()
    if (script !== undefined) writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    return openBranch('/srv/twin.git', { env: { PATH: folder } })
  }
  test.each([
    ['TOOL_GIT_MISSING', undefined],
    ['TOOL_GIT_OLD', 'echo git version 2.20.1'],
  ])('%s', async (code, script) => {
    const error = await userError(withGit(script).newest())
    expect(error.code).toBe(code)
    expect(error.nextSteps[0]).toMatch(/^sudo apt install git/)
  })
})
