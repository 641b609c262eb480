import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AnswerBook } from '../../source/answers/answer-book.ts'
import { openAnswerStore } from '../../source/answers/store.ts'
import { dataPlaceProblem, parseDataPlace } from '../../source/data-place.ts'
import { UserError } from '../../source/errors.ts'
import { temporaryFolder } from './folders.ts'

describe('a place of private data', () => {
  test.each([
    ['ada/private-twin', { kind: 'releases', repository: 'ada/private-twin' }],
    [' ada/private-twin\n', { kind: 'releases', repository: 'ada/private-twin' }],
    ['ada/private-twin#twin', { kind: 'branch', address: 'ada/private-twin', branch: 'twin' }],
    ['https://git.example.org/a/b.git', { kind: 'branch', address: 'https://git.example.org/a/b.git' }],
    ['https://git.example.org/a/b#x/y', { kind: 'branch', address: 'https://git.example.org/a/b', branch: 'x/y' }],
    ['https://ada@git.example.org:8443/a/b', { kind: 'branch', address: 'https://ada@git.example.org:8443/a/b' }],
    ['git@github.com:ada/twin.git#data', { kind: 'branch', address: 'git@github.com:ada/twin.git', branch: 'data' }],
    ['ssh://ada@nas:2222/twin.git', { kind: 'branch', address: 'ssh://ada@nas:2222/twin.git' }],
    ['file:///srv/twin.git', { kind: 'branch', address: 'file:///srv/twin.git' }],
    ['/srv/a:b@c/twin.git', { kind: 'branch', address: '/srv/a:b@c/twin.git' }],
    ['./twin', { kind: 'branch', address: './twin' }],
    ['C:\\twins\\a@b', { kind: 'branch', address: 'C:\\twins\\a@b' }],
  ])('%j', (text, place) => {
    expect(parseDataPlace(text)).toEqual(place)
    expect(dataPlaceProblem(text)).toBeUndefined()
  })

  test.each([
    '',
    'twin',
    'owner/name/more',
    'owner/..%2f',
    'ada/twin#',
    'ada/twin#a b',
    'ada/twin#a#b',
    '#data',
    '-oProxyCommand=CANARY',
    'ftp://example.org/CANARY',
    'https://example.org/a#CANARY@b',
  ])('%j is none', (text) => {
    const problem = dataPlaceProblem(text)
    expect(problem).toContain('owner/name#branch')
    expect(problem).not.toContain('CANARY')
  })
})

/** A password or a token, wherever people put it. */
const withSecret = [
  'https://ada:CANARY@example.org/a/b.git',
  'https://ada:CAN/ARY@example.org/a/b.git',
  'https://ada:CAN#ARY@example.org/a/b.git',
  'https://ghp_CANARY@github.com/ada/twin',
  'https://ghp%5FCANARY@github.com/ada/twin',
  'https://github_pat_CANARY@github.com/ada/twin#data',
  'https://glpat-CANARY@gitlab.com/ada/twin',
  'https://x-token-auth:CANARY@bitbucket.org/ada/twin',
  'https://0123456789abcdef0123456789abcdef01234567@example.org/CANARY',
  'https://example.org/a?access_token=CANARY',
  'ssh://ada:CANARY@example.org/a',
  'ada:CANARY@example.org:a',
  'ghp_CANARY@github.com:ada/twin.git',
]

describe.each(withSecret)('the secret in %s', (text) => {
  test('is refused, and not said again', () => {
    const problem = dataPlaceProblem(text)
    expect(problem).toContain('PRIVATE_DATA_PAT')
    expect(problem).not.toMatch(/CAN|0123/)
  })

  test.each([
    ['--private-repo', { flags: { privateRepo: text }, env: {}, saved: {} }],
    ['PRIVATE_DATA_REPO', { flags: {}, env: { PRIVATE_DATA_REPO: text }, saved: {} }],
    ['the saved answers', { flags: {}, env: {}, saved: { privateRepo: text } }],
  ])('stops a run that has it from %s, before anything is kept', (origin, inputs) => {
    const folder = temporaryFolder()
    const store = openAnswerStore(folder)
    const book = new AnswerBook(inputs)
    store.save({ region: 'eu-west-1' })
    const problem = thrownBy(() => store.save(book.known()))
    expect(problem).toMatchObject({ code: 'INVALID_ANSWER', exitCode: 2 })
    expect(problem.message).toContain(`It came from ${origin}.`)
    expect(`${problem.message} ${problem.nextSteps.join(' ')} ${problem.stack}`).not.toMatch(/CAN|0123/)
    expect(readFileSync(join(folder, 'answers.json'), 'utf8')).not.toMatch(/CAN|0123/)
  })
})

test('a repository in the environment means private data, unless somebody says otherwise', () => {
  const env = { PRIVATE_DATA_REPO: 'ada/private-twin' }
  const bookOf = (flags: object, more: object = {}) =>
    new AnswerBook({ flags, env: { ...env, ...more }, saved: { dataSource: 'local' } })
  expect([bookOf({}).get('dataSource'), bookOf({}).source('dataSource')]).toEqual(['private', 'environment'])
  expect(bookOf({ dataSource: 'local' }).get('dataSource')).toBe('local')
  expect(bookOf({}, { TWIN_DATA_SOURCE: 'local' }).get('dataSource')).toBe('local')
  expect(bookOf({}, { PRIVATE_DATA_REPO: '' }).get('dataSource')).toBe('local')
})

function thrownBy(call: () => unknown): UserError {
  try {
    call()
  } catch (problem) {
    if (problem instanceof UserError) return problem
    throw problem
  }
  throw new Error('Nothing was thrown.')
}
