import { homedir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../source/errors.ts'
import { openBranchRemote } from '../../../source/services/data/remotes/branch-remote.ts'
import { parseAddress } from '../../../source/services/git/address.ts'

function problemOf(address: string, branch?: string): UserError {
  try {
    openBranchRemote({ address, branch, env: {}, folder: '/nowhere' })
  } catch (error) {
    if (error instanceof UserError) return error
  }
  throw new Error('expected a UserError')
}

describe('an address', () => {
  test.each([
    ['ada/private-twin', { url: 'https://github.com/ada/private-twin.git', protocol: 'https', host: 'github.com' }],
    ['https://git.example.org:8443/a/b.git', { protocol: 'https', origin: 'https://git.example.org:8443' }],
    ['https://ada@example.org/a/b', { protocol: 'https', user: 'ada', origin: 'https://example.org' }],
    ['http://127.0.0.1:80/a', { protocol: 'http' }],
    ['git@github.com:ada/twin.git', { protocol: 'ssh', host: 'github.com', user: 'git' }],
    ['nas:twin.git', { protocol: 'ssh', host: 'nas' }],
    ['ssh://ada@nas:2222/twin.git', { protocol: 'ssh', host: 'nas', port: '2222', user: 'ada' }],
    ['file:///srv/twin.git', { protocol: 'file', url: 'file:///srv/twin.git' }],
    ['/srv/twin.git', { protocol: 'file', url: '/srv/twin.git' }],
    ['~/twin.git', { protocol: 'file', url: `${homedir()}/twin.git` }],
    ['./a/../twin.git', { protocol: 'file', url: `${process.cwd()}/twin.git` }],
  ])('%s', (text, expected) => {
    expect(parseAddress(text, {})).toMatchObject(expected)
  })

  test('owner/name is where GITHUB_SERVER_URL says', () => {
    expect(parseAddress('ada/twin', { GITHUB_SERVER_URL: 'https://git.example.org/' }).url).toBe(
      'https://git.example.org/ada/twin.git',
    )
  })

  test.each([
    ['', 'GIT_ADDRESS_INVALID'],
    ['--upload-pack=CANARY', 'GIT_ADDRESS_INVALID'],
    ['ext::sh -c CANARY', 'GIT_ADDRESS_INVALID'],
    ['ext://CANARY', 'GIT_ADDRESS_INVALID'],
    ['git://example.org/CANARY', 'GIT_ADDRESS_INVALID'],
    ['http://example.org/CANARY', 'GIT_ADDRESS_INVALID'],
    ['https://example.org/a?token=CANARY', 'GIT_ADDRESS_INVALID'],
    ['ssh://-oProxyCommand=CANARY/x', 'GIT_ADDRESS_INVALID'],
    ['-oProxyCommand=CANARY:x', 'GIT_ADDRESS_INVALID'],
    ['ada/twin\n', 'ok'],
    ['ada/\u001b[2Jtwin', 'GIT_ADDRESS_INVALID'],
    ['https://ada:CANARY@example.org/a', 'GIT_ADDRESS_PASSWORD'],
    ['https://ghp_CANARY@github.com/a/b', 'GIT_ADDRESS_PASSWORD'],
    ['https://github_pat_CANARY@github.com/a/b', 'GIT_ADDRESS_PASSWORD'],
    ['ssh://ada:CANARY@example.org/a', 'GIT_ADDRESS_PASSWORD'],
    ['ada:CANARY@example.org:a', 'GIT_ADDRESS_PASSWORD'],
  ])('%j: %s', (text, code) => {
    if (code === 'ok') return expect(parseAddress(text, {}).url).toBe('https://github.com/ada/twin.git')
    const error = problemOf(text)
    expect(error.code).toBe(code)
    expect(`${error.message} ${error.nextSteps.join(' ')}`).not.toContain('CANARY')
    expect(error.nextSteps).not.toEqual([])
  })
})

test.each(['', '-f', 'a..b', 'a b', 'a//b', 'x.lock', 'x/', 'a/.b', 'a~1', 'a:b', 'é'])('no branch: %j', (branch) => {
  expect(problemOf('/srv/twin.git', branch).code).toBe('GIT_BRANCH_INVALID')
})
