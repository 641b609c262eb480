import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Result } from '../../source/commands/command.ts'
import { data } from '../../source/commands/data.ts'
import type { Notice } from '../../source/engine/notice.ts'
import { runActs } from '../../source/run-acts.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { type Contents, sample, temporaryFolder, writeFiles } from '../data/folders.ts'
import { fakeContext } from '../support/fake-context.ts'
import { fakePrompter } from '../support/fake-prompter.ts'
import { bareRepository } from '../support/git/repositories.ts'
import { recordingHost } from '../support/recording-host.ts'

// Milliseconds: git starts many programs, and shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

interface Computer {
  readonly root: string
  readonly keyFile: string
  readonly place: string
}

interface Wishes {
  readonly flags?: Record<string, string | boolean>
  readonly dryRun?: boolean
  readonly isLocal?: boolean
  readonly env?: Record<string, string>
  readonly says?: readonly (string | boolean)[]
}

function computer(contents: Contents = sample, other?: Computer): Computer {
  const root = temporaryFolder()
  writeFiles(join(root, 'backend', 'data'), contents)
  const place = other?.place ?? `file://${bareRepository(temporaryFolder())}`
  return { root, place, keyFile: other?.keyFile ?? join(temporaryFolder(), 'twin.key') }
}

/** Runs `twin data …` at a terminal where a person answers what `says` holds. */
async function run({ root, keyFile, place }: Computer, verb: string | undefined, wishes: Wishes = {}) {
  const { flags = {}, dryRun = false, isLocal = false, env = {}, says = [] } = wishes
  const context = fakeContext({
    root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_KEY_FILE: keyFile, ...env },
    flags: { projectName: 'digital-twin', ...(isLocal ? {} : { privateRepo: place, dataSource: 'private' }) },
    options: { dryRun },
    found: { privateFolder: Promise.resolve(temporaryFolder()) },
  })
  const notices: Notice[] = []
  const prompter = fakePrompter(...says)
  const surface = {
    host: recordingHost(),
    quickHost: recordingHost(),
    show: (notice: Notice) => void notices.push(notice),
    showProblem: () => undefined,
    prompter: async () => prompter,
  }
  const result: Result = await data.run({
    context,
    flags,
    positionals: verb === undefined ? [] : [verb],
    print: () => undefined,
    perform: (acts) => runActs(acts, context, surface),
    examine: async () => [],
  })
  const text = JSON.stringify([result, notices, surface.host.events])
  expect(text).not.toMatch(/AGE-SECRET-KEY-1[A-Z0-9]{9}/)
  return { result, notices, context, asked: prompter.asked, lines: result.notice?.lines.join('\n') ?? '' }
}

async function pushed(contents: Contents = sample) {
  const at = computer(contents)
  await run(at, 'init')
  await run(at, 'push')
  return at
}

describe('twin data', () => {
  it.each([
    [undefined, 'What about the data?'],
    ['dance', '“dance” is none of init, encrypt, push, pull, check, rekey, restore.'],
  ])('%s: asks for a verb, and names all', async (verb, message) => {
    await expect(run(computer(), verb)).rejects.toMatchObject({
      code: 'WRONG_USAGE',
      exitCode: 2,
      message,
      nextSteps: ['init', 'encrypt', 'push', 'pull', 'check', 'rekey', 'restore <directory>'].map(
        (each) => `twin data ${each}`,
      ),
    })
  })

  it.each(['init', 'encrypt', 'push', 'rekey'])('%s in a dry run ends with what is pending', async (verb) => {
    const at = verb === 'init' ? computer() : await pushed()
    if (verb !== 'init') writeFiles(join(at.root, 'backend', 'data'), { 'personal_data/me.txt': 'I.' })
    if (verb === 'rekey') await run(at, 'init', { flags: { newKey: true } })
    const { result } = await run(at, verb, { dryRun: true })
    expect(result).toMatchObject({ exitCode: 5, data: { dryRun: true, changed: false, pending: true } })
    expect(result.data.plan).not.toEqual([])
  })
})

describe('twin data init', () => {
  it('tells where the key is and what comes next; the second time nothing changes', async () => {
    const at = computer()
    const { result, lines } = await run(at, 'init')
    expect(result.data).toEqual({ changed: true, keyFile: at.keyFile })
    expect(lines).toContain(`Keep a copy of ${at.keyFile}`)
    expect(lines).toContain(`twin data push --private-repo ${at.place}`)
    expect((await run(at, 'init')).result.data).toEqual({ changed: false, keyFile: at.keyFile })
  })

  it('with a passphrase in DATA_KEY makes no file', async () => {
    const at = computer()
    const { result } = await run(at, 'init', { env: { DATA_KEY: 'correct horse battery staple' } })
    expect(result.data).toEqual({ changed: false })
    expect(existsSync(at.keyFile)).toBe(false)
  })

  it('keeps the key where --key-file says', async () => {
    const file = join(temporaryFolder(), 'mine.key')
    const { result } = await run(computer(), 'init', { flags: { keyFile: file } })
    expect(result.data).toMatchObject({ keyFile: file })
    expect(readFileSync(file, 'utf8')).toContain('AGE-SECRET-KEY-1')
  })
})

describe('twin data encrypt', () => {
  it('names the file, its size and its version', async () => {
    const at = computer()
    await run(at, 'init')
    const output = join(temporaryFolder(), 'twin.age')
    const { result } = await run(at, 'encrypt', { flags: { output } })
    const { version } = await readLocalData(join(at.root, 'backend', 'data'))
    expect(result.data).toEqual({ changed: true, file: output, bytes: readFileSync(output).length, version })
  })
})

describe('twin data push', () => {
  it('tells whether something was transferred, and how to deploy', async () => {
    const at = computer()
    await run(at, 'init')
    const first = await run(at, 'push')
    expect(first.result.data).toMatchObject({ changed: true, file: expect.stringMatching(/^data-encrypted-.*\.age$/) })
    expect(first.lines).toContain('twin deploy dev')
    expect(first.context.answers.get('dataSource')).toBe('private')
    const second = await run(at, 'push')
    expect(second.result.data).toEqual({ ...first.result.data, changed: false })
    expect(second.result.notice?.title).toMatch(/^Nothing to transfer/)
  })
})

describe('twin data pull', () => {
  const folderOf = ({ root }: Computer) => join(root, 'backend', 'data')

  it('asks before anything is lost, and says what', async () => {
    const from = await pushed({ ...sample, 'personal_data/style.txt': 'Short.' })
    const at = computer({ ...sample, 'personal_data/me.txt': 'Mine.', 'personal_data/summary.txt': 'Other.' }, from)
    const { notices, asked, result, lines } = await run(at, 'pull', { says: [true] })
    expect(asked).toHaveLength(1)
    expect(notices[0]).toMatchObject({ title: 'What is in backend/data is replaced', tone: 'warning' })
    expect(notices[0]?.lines).toEqual(
      expect.arrayContaining([
        '- replaced: personal_data/summary.txt',
        '- removed: personal_data/me.txt',
        '- new: personal_data/style.txt',
      ]),
    )
    expect(result.data).toMatchObject({ changed: true })
    expect(lines).toContain('Personal data: 2 files')
    expect((await readLocalData(folderOf(at))).version).toBe((await readLocalData(folderOf(from))).version)
  })

  it('leaves all as it is after a no', async () => {
    const from = await pushed()
    const at = computer({ ...sample, 'personal_data/me.txt': 'Mine.' }, from)
    await expect(run(at, 'pull', { says: [false] })).rejects.toMatchObject({ code: expect.any(String) })
    expect(readFileSync(join(folderOf(at), 'personal_data/me.txt'), 'utf8')).toBe('Mine.')
  })

  it('asks nothing where nothing is lost, nor the second time', async () => {
    const from = await pushed()
    const at = computer(sample, from)
    rmSync(folderOf(at), { recursive: true })
    expect((await run(at, 'pull')).result.data).toMatchObject({ changed: true })
    const again = await run(at, 'pull')
    expect(again.result.data).toMatchObject({ changed: false })
    expect(again.result.notice?.title).toMatch(/^Nothing to change/)
  })

  it('asks before it replaces what could not even be read', async () => {
    const from = await pushed()
    const at = computer({ ...sample, 'personal_data/facts.json': '{broken' }, from)
    const { notices } = await run(at, 'pull', { says: [true] })
    expect(notices[0]?.lines).toContain('- What is there now could not be read as personal data.')
  })

  it('in a dry run changes nothing', async () => {
    const from = await pushed()
    const at = computer({ ...sample, 'personal_data/me.txt': 'Mine.' }, from)
    expect((await run(at, 'pull', { dryRun: true })).result).toMatchObject({ exitCode: 5 })
    expect(readFileSync(join(folderOf(at), 'personal_data/me.txt'), 'utf8')).toBe('Mine.')
  })
})

describe('twin data check', () => {
  it('looks at what is here without a word about it, and shows what looks private', async () => {
    const at = computer({ ...sample, 'personal_data/me.txt': 'IBAN DE89 3704 0044 0532 0130 00\n' })
    const { result } = await run(at, 'check', { isLocal: true })
    expect(result.data).toMatchObject({
      files: expect.arrayContaining([expect.objectContaining({ path: 'personal_data/me.txt' })]),
      privateSpots: [{ path: 'personal_data/me.txt', line: 1, kind: 'IBAN' }],
    })
    const [spots, words] = result.notice?.sections ?? []
    expect(spots?.rows[0]).toMatchObject({ label: 'personal_data/me.txt:1' })
    expect(words?.rows[0]?.label).toMatch(/^[0-9a-f]{16}$/)
    expect(JSON.stringify(result)).not.toContain('3704')
  })

  it('looks at what lies in the private repository, where one is named', async () => {
    const from = await pushed({ ...sample, 'personal_data/style.txt': 'Short.' })
    const { result } = await run(computer(sample, from), 'check')
    expect(result.notice).toMatchObject({ title: 'What the twin will know', tone: 'calm' })
    expect(result.data.files).toHaveLength(3)
  })

  it('offers a person to enter the key that is missing, and goes on with it', async () => {
    const from = await pushed()
    const key =
      readFileSync(from.keyFile, 'utf8')
        .split('\n')
        .find((line) => line.startsWith('AGE-SECRET-KEY-')) ?? ''
    const at = { ...computer(sample, from), keyFile: join(temporaryFolder(), 'none.key') }
    const { result, asked, context } = await run(at, 'check', { says: ['0', 'correct horse', '0', key] })
    expect(asked.map(({ message }) => message)).toEqual([
      'How shall the private data be opened?',
      'Key (DATA_KEY)',
      'How shall the private data be opened?',
      'Key (DATA_KEY)',
    ])
    expect(result.data).toMatchObject({ version: (await readLocalData(join(from.root, 'backend', 'data'))).version })
    expect(context.answers.known()).not.toHaveProperty('DATA_KEY')
  })
})

describe('twin data rekey', () => {
  it('tells what it made, and what it cannot take back; the second time nothing changes', async () => {
    const at = await pushed()
    expect((await run(at, 'rekey')).result.data).toEqual({ changed: false })
    await run(at, 'init', { flags: { newKey: true } })
    const { result, lines } = await run(at, 'rekey')
    expect(result.data).toEqual({ changed: true, file: expect.stringMatching(/\.age$/) })
    expect(lines).toContain('older keys open them')
    expect((await run(at, 'rekey')).result.data).toEqual({ changed: false })
  })
})
