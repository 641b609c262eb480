import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { data as check } from '../../source/checks/data.ts'
import type { Context } from '../../source/context.ts'
import { runChecks } from '../../source/engine/run-checks.ts'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { dataInit } from '../../source/steps/data-init.ts'
import { localData } from '../../source/steps/data-local.ts'
import { dataPush } from '../../source/steps/data-push.ts'
import { dataRekey } from '../../source/steps/data-rekey.ts'
import { type Contents, sample, temporaryFolder, writeFiles } from '../data/folders.ts'
import { bareRepository } from '../support/git/repositories.ts'
import { repository, type StandInOptions, startGitHub, token } from '../support/github/stand-in.ts'
import { recordingHost } from '../support/recording-host.ts'
import { performStep } from '../support/run-step.ts'
import { dataProject, withKey } from './data-project.ts'

// Milliseconds: git starts many programs, and shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

/** What the doctor says about the data of a run. */
async function examine(context: Context) {
  context.found.hasProject = true
  const host = recordingHost()
  const [result] = await runChecks([check], context, { host, signal: context.signal, fix: false })
  if (!result) throw new Error('The check gave no result.')
  expect(JSON.stringify([result, host.lines])).not.toMatch(/CANARY|AGE-SECRET-KEY-1[A-Z0-9]{9}/)
  return { ...result, named: result.findings.map(({ code, severity }) => `${severity} ${code}`) }
}

/** Data that somebody pushed to a branch; a run of the same person in a fresh folder. */
async function pushed(contents: Contents = sample) {
  const place = `file://${bareRepository(temporaryFolder())}`
  const project = dataProject({ contents, place })
  const recipient = await withKey(project)
  await performStep(localData, project.context)
  expect(await performStep(dataPush, project.context)).toMatchObject({ outcome: 'applied' })
  const fresh = (env: Record<string, string> = {}) => dataProject({ place, keyFile: project.keyFile, env })
  return { place, project, recipient, fresh }
}

async function gitHub(options: StandInOptions = {}) {
  const github = await startGitHub(options)
  vi.stubEnv('GITHUB_API_URL', github.url)
  onTestFinished(() => void vi.unstubAllEnvs())
}

describe('the doctor finds private data well', () => {
  it('and says from which file the key came', async () => {
    const { project, fresh } = await pushed()
    expect(await examine(fresh().context)).toMatchObject({
      outcome: 'well',
      detail: expect.stringMatching(new RegExp(`version [0-9a-f]{8} · key from ${project.keyFile}$`)),
    })
  })

  it('and says that the key came from DATA_KEY', async () => {
    const { identity, recipient } = await makeIdentity()
    const { fresh } = await pushed({ ...sample, 'recipients.txt': `${recipient}\n` })
    expect(await examine(fresh({ DATA_KEY: identity }).context)).toMatchObject({
      outcome: 'well',
      detail: expect.stringMatching(/ · key from DATA_KEY$/),
    })
  })

  it('on this computer, without a word about keys', async () => {
    const { context, data, keyFile } = dataProject({ contents: sample })
    await withKey({ data, keyFile })
    context.answers.set('dataSource', 'local')
    const { outcome, detail } = await examine(context)
    expect(outcome).toBe('well')
    expect(detail).not.toContain('key')
  })
})

describe('the doctor names what a person mends:', () => {
  it.each<[string, string, Record<string, string>, RegExp]>([
    ['no token', 'PRIVATE_TOKEN_MISSING', { DATA_KEY: 'x' }, /^export PRIVATE_DATA_PAT=/],
    [
      'a refused token',
      'PRIVATE_TOKEN_REFUSED',
      { DATA_KEY: 'x', PRIVATE_DATA_PAT: 'CANARY' },
      /^export PRIVATE_DATA_PAT=/,
    ],
    ['no release', 'PRIVATE_REPO_NO_RELEASE', { DATA_KEY: 'x', PRIVATE_DATA_PAT: token }, /^twin data push/],
    ['no key', 'DATA_KEY_MISSING', { PRIVATE_DATA_PAT: token }, /^export DATA_KEY=/],
    ['half a key', 'DATA_KEY_INVALID', { PRIVATE_DATA_PAT: token, DATA_KEY: 'AGE-SECRET-KEY-1CANARY' }, /./],
  ])('%s', async (_, code, env, command) => {
    await gitHub(code === 'DATA_KEY_INVALID' ? { archive: Buffer.from('age') } : {})
    const { named, findings, outcome } = await examine(dataProject({ place: repository, env }).context)
    expect([outcome, named]).toEqual(['error', [`error ${code}`]])
    expect(findings[0]?.mend[0]).toMatch(command)
  })

  it('a wrong key, with where it came from', async () => {
    const { fresh } = await pushed()
    const { named, findings } = await examine(fresh({ DATA_KEY: (await makeIdentity()).identity }).context)
    expect(named).toEqual(['error DATA_KEY_WRONG'])
    expect(findings[0]?.evidence).toEqual(['the key comes from DATA_KEY'])
  })

  it('a key file that others may read', async () => {
    const { project, fresh } = await pushed()
    chmodSync(project.keyFile, 0o644)
    const { named, findings } = await examine(fresh().context)
    expect(named).toEqual(['error DATA_KEY_EXPOSED'])
    expect(findings[0]?.mend).toEqual([`chmod 600 ${project.keyFile}`])
  })

  it.each([
    [
      'an empty repository',
      () => `file://${bareRepository(temporaryFolder())}`,
      'PRIVATE_REPO_EMPTY',
      /^twin data push/,
    ],
    ['a repository that is not there', () => `file://${temporaryFolder()}/no.git`, 'PRIVATE_REPO_NOT_FOUND', /^git /],
  ])('%s', async (_, make, code, command) => {
    const project = dataProject({ place: make(), env: { DATA_KEY: 'correct horse' } })
    const { named, findings } = await examine(project.context)
    expect(named).toEqual([`error ${code}`])
    expect(findings[0]?.mend[0]).toMatch(command)
  })

  it('no repository at all', async () => {
    const { named, findings } = await examine(dataProject().context)
    expect(named).toEqual(['error PRIVATE_REPO_INVALID'])
    expect(findings[0]?.mend[0]).toBe('twin data check --private-repo owner/name')
  })

  it('broken data on this computer', async () => {
    const { context } = dataProject({ contents: { ...sample, 'personal_data/facts.json': '{' } })
    context.answers.set('dataSource', 'local')
    expect((await examine(context)).named).toEqual(['error DATA_INVALID'])
  })
})

describe('the doctor could not look', () => {
  it('where nobody answers', async () => {
    vi.stubEnv('GITHUB_API_URL', 'http://127.0.0.1:1')
    onTestFinished(() => void vi.unstubAllEnvs())
    const env = { DATA_KEY: 'x', PRIVATE_DATA_PAT: token }
    expect(await examine(dataProject({ place: repository, env }).context)).toMatchObject({
      outcome: 'unable',
      named: ['error NETWORK_UNREACHABLE'],
    })
  })

  it('where no git server answers', async () => {
    const env = { DATA_KEY: 'x', PRIVATE_DATA_PAT: token }
    const { outcome, named } = await examine(dataProject({ place: 'http://127.0.0.1:1/twin.git', env }).context)
    expect([outcome, named]).toEqual(['unable', ['error NETWORK_UNREACHABLE']])
  })

  it('where GitHub has had enough of questions', async () => {
    await gitHub({
      instead: (_, response) => {
        response.writeHead(429, { 'retry-after': '17' }).end('{}')
        return true
      },
    })
    const env = { DATA_KEY: 'x', PRIVATE_DATA_PAT: token }
    expect(await examine(dataProject({ place: repository, env }).context)).toMatchObject({
      outcome: 'unable',
      named: ['error GITHUB_RATE_LIMITED'],
    })
  })
})

describe('the doctor warns', () => {
  it('of a key that the next push locks out, until its commands have run', async () => {
    const { place, project, fresh } = await pushed()
    const there = fresh()
    writeFiles(there.data, { 'recipients.txt': `${(await makeIdentity()).recipient}\n` })
    const { named, findings, outcome } = await examine(there.context)
    expect([outcome, named]).toEqual(['warning', ['warning DATA_KEY_LOCKED_OUT']])
    expect(findings[0]?.message).toContain(project.keyFile)
    expect(findings[0]?.mend).toEqual([
      expect.stringMatching(/^twin data init /),
      expect.stringMatching(/^twin data rekey /),
    ])
    const next = () => dataProject({ place, root: there.root, keyFile: project.keyFile }).context
    await performStep(dataInit({ isNew: false }), next())
    await performStep(dataRekey, next())
    expect((await examine(next())).outcome).toBe('well')
  })

  it('of recipients that cannot be read', async () => {
    const { fresh } = await pushed()
    const { context, data } = fresh()
    writeFiles(data, { 'recipients.txt': 'bob@example.org\n' })
    expect((await examine(context)).named).toEqual(['warning DATA_RECIPIENTS_INVALID'])
  })

  it('of what looks private, with its places and never the whole of it', async () => {
    const { context, data } = dataProject({
      contents: {
        ...sample,
        'personal_data/me.txt': 'I.\nWrite to ada.lovelace@bees-of-zurich.ch.\nIBAN DE89 3704 0044 0532 0130 00\n',
      },
    })
    context.answers.set('dataSource', 'local')
    const { named, findings, outcome } = await examine(context)
    expect([outcome, named]).toEqual(['warning', ['warning DATA_LOOKS_PRIVATE']])
    expect(findings[0]?.message).toContain('1 e-mail address')
    expect(findings[0]?.evidence).toEqual([
      expect.stringMatching(/^personal_data\/me\.txt:2 e-mail address ad•+.*ch$/),
      expect.stringMatching(/^personal_data\/me\.txt:3 IBAN DE•+/),
    ])
    expect(JSON.stringify(findings)).not.toMatch(/lovelace|3704/)
    expect(findings[0]?.mend[0]).toMatch(/^twin data check /)
    writeFiles(data, { 'public.txt': `${context.found.data?.privateSpots?.map(({ hash }) => hash).join('\n')}\n` })
    const next = dataProject({ root: join(data, '..', '..') }).context
    next.answers.set('dataSource', 'local')
    expect((await examine(next)).outcome).toBe('well')
  })

  it('of at most twenty places, and says how many more there are', async () => {
    const lines = Array.from({ length: 25 }, (_, at) => `Friend ${at}: friend${at}@bees-of-zurich.ch`)
    const { context } = dataProject({ contents: { ...sample, 'personal_data/me.txt': lines.join('\n') } })
    context.answers.set('dataSource', 'local')
    const { findings } = await examine(context)
    expect(findings[0]?.evidence).toHaveLength(21)
    expect(findings[0]?.evidence?.at(-1)).toBe('and 5 more')
  })
})
