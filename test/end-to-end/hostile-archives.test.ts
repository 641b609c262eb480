import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layDown } from '../../source/scaffold/lay-down.ts'
import { encryptStream } from '../../source/services/data/age/encrypt.ts'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { dataLimits } from '../../source/services/data/personal-data.ts'
import { inPieces, joined } from '../data/age/pieces.ts'
import { hostileTars } from '../data/archive/hostile-tars.ts'
import { archiveBy } from '../data/archive/tar.ts'
import { dataKey, encryptedArchive, encryptedFiles, hostileArchive } from '../data/encrypted-archive.ts'
import { sample, writeFiles } from '../data/folders.ts'
import { hostileZips } from '../data/hostile-zips.ts'
import { repository, startGitHub, token } from '../support/github/stand-in.ts'
import { repository as clone } from '../support/repository.ts'
import { startProgram } from './support/run-program.ts'
import { snapshotOf } from './support/snapshot.ts'
import { createWorld } from './support/world.ts'

/** The built program in the folder of a project, pulling what somebody hostile published. Bytes. */
const mostMemory = 250 * 1024 * 1024

const world = createWorld({ bin: join(clone, 'node_modules', '.bin'), folder: clone })
const ours = 'data-encrypted-0123456789abcdef.age'
const peak = join(world.root, 'peak')
const temporary = join(world.root, 'tmp')
const rows: string[] = []
const { identity, recipient } = await makeIdentity()
const age = (plain: Uint8Array) => joined(encryptStream(inPieces(plain), { recipients: [recipient] }))

beforeAll(async () => {
  mkdirSync(temporary)
  await layDown(clone, world.folder, '0.0.0')
  const data = join(world.folder, 'backend', 'data')
  for (const name of ['personal_data', 'prompts']) rmSync(join(data, name), { recursive: true, force: true })
  writeFiles(data, { ...sample, 'personal_data/me.txt': 'An older story.\n' })
})
afterAll(async () => {
  console.info(`peak memory of twin data pull, MB\n${rows.join('\n')}`)
  rmSync(world.root, { recursive: true, force: true })
})

/** Every file there is, but for the notes of a run: its answers, its failure, its memory. */
const notes = ['peak', join('folder', '.twin', 'last-failure.json'), join('folder', '.twin', 'answers.json')]
const left = () => Object.fromEntries(Object.entries(snapshotOf(world.root)).filter(([path]) => !notes.includes(path)))

/** Publishes an archive and pulls it. */
async function pull(what: string, archive: Uint8Array, archiveName: string, key: string) {
  const github = await startGitHub({ archive, archiveName })
  const args = [join(clone, 'dist', 'cli.cjs'), 'data', 'pull', '--yes', '--json', '--private-repo', repository]
  const env = {
    ...world.env,
    GITHUB_API_URL: github.url,
    PRIVATE_DATA_PAT: token,
    DATA_KEY: key,
    TMPDIR: temporary,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'support', 'peak-memory.mjs'))}`,
    PEAK_MEMORY_FILE: peak,
  }
  const { code, stdout, stderr } = await startProgram(process.execPath, args, { cwd: world.folder, env }).ended
  const memory = Number(readFileSync(peak, 'utf8'))
  rows.push(`${String(Math.round(memory / 1024 / 1024)).padStart(5)}  ${what}`)
  expect(memory).toBeGreaterThan(20 * 1024 * 1024)
  expect(memory).toBeLessThan(mostMemory)
  return { code, stderr, document: JSON.parse(stdout) }
}

/** Refused in a sentence with its code, and not one file on this computer is any different. */
async function expectRefused(
  what: string,
  archive: Uint8Array,
  name: string,
  key: string,
  error: string,
  says: RegExp,
) {
  const before = left()
  const { code, stderr, document } = await pull(what, archive, name, key)
  expect({ stderr, code }).toMatchObject({ code: 1 })
  expect(document).toMatchObject({ ok: false, error: { code: error, message: expect.stringMatching(says) } })
  expect(document.error.message).not.toMatch(/\p{Cc}|\p{Cf}/u)
  expect(document.error.nextSteps).not.toEqual([])
  expect(left()).toEqual(before)
  expect(existsSync('/etc/cron.d/evil')).toBe(false)
}

/** What is merely wrong in itself, and harms nobody, is for `test/data/archive/hostile.test.ts`. */
const harmful = hostileTars.filter(([what, , error]) => error === 'DATA_ARCHIVE_UNSAFE' || /[0-9]/.test(what))

const large = dataLimits.archiveBytes
/** The same, small enough to be fetched at all. */
const smaller = (program: string) =>
  program.replace('100 * 1024', '20 * 1024').replace('range(100000): entry', 'range(40000): entry')
const fetched = hostileTars
  .filter(([, options]) => smaller(options?.more ?? '') !== (options?.more ?? ''))
  .map(
    ([what, options, error, says]) => [what, { ...options, more: smaller(options?.more ?? '') }, error, says] as const,
  )

describe('an encrypted archive of ours', () => {
  it.each(harmful)('is refused with %s', async (what, options, error, says) => {
    const archive = await age(archiveBy(sample, options))
    const refusal =
      archive.length > large ? (['DATA_TOO_LARGE', /Nothing was downloaded/] as const) : ([error, says] as const)
    await expectRefused(`age: ${what}`, archive, ours, identity, ...refusal)
  })

  it.each(fetched)('is refused with a fifth of %s', async (what, options, error, says) => {
    const archive = await age(archiveBy(sample, options))
    expect(archive.length).toBeLessThan(large)
    await expectRefused(`age: a fifth of ${what}`, archive, ours, identity, error, says)
  })

  it('is taken when nothing is wrong with it, so that the others are refused for what they are', async () => {
    const archive = await age(archiveBy({ ...sample, 'personal_data/me.txt': 'A newer story.\n' }))
    const before = left()
    const { code, stderr } = await pull('age: good data', archive, ours, identity)
    expect(code, stderr).toBe(0)
    expect(left()).not.toEqual(before)
  })
})

describe('an older zip', () => {
  const encrypted = encryptedFiles(sample)
  it.each(hostileZips)('is refused with %s', async (what, program, says) => {
    const archive = hostileArchive(program, encrypted)
    await expectRefused(`zip: ${what}`, archive, 'data-encrypted-2025.zip', dataKey, 'DATA_ARCHIVE_UNSAFE', says)
  })

  it('is taken when nothing is wrong with it', async () => {
    const { code, stderr } = await pull('zip: good data', encryptedArchive(sample), 'data-encrypted-2025.zip', dataKey)
    expect(code, stderr).toBe(0)
  })
})
