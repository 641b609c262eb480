import { describe, expect, test, vi } from 'vitest'
import { UserError } from '../../source/errors.ts'
import { decryptArchive } from '../../source/services/data/decrypt-archive.ts'
import { dataKey, encryptedArchive, encryptedFiles, hostileArchive } from './encrypted-archive.ts'
import { userError } from './expect-error.ts'
import { sample } from './folders.ts'
import { hostileZips, named } from './hostile-zips.ts'

// Milliseconds: the outside programs share their processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const open = (archive: Buffer) => decryptArchive(archive, dataKey, 'the archive')
const encrypted = encryptedFiles(sample)
describe('an archive is refused whole, though it holds good data', () => {
  test.each(hostileZips)('%s', async (_, program, words) => {
    const archive = hostileArchive(program, encrypted)
    const before = process.memoryUsage.rss()
    const error = await userError(open(archive))
    expect(error.code).toBe('DATA_ARCHIVE_UNSAFE')
    expect(error.message).toMatch(words)
    expect(error.message).not.toMatch(/\p{Cc}|\p{Cf}/u)
    // Bytes: nothing was unpacked to know this.
    expect(process.memoryUsage.rss() - before).toBeLessThan(20 * 1024 * 1024)
  })
})

describe('an archive whose numbers lie', () => {
  const entrySignature = Buffer.from('PK\x01\x02', 'latin1')
  const withBomb = () =>
    hostileArchive("z.writestr('personal_data/me.txt.encrypted', bytes(100 * 1024 * 1024))", encrypted)

  test('unpacks to no more than it announced', async () => {
    const archive = withBomb()
    const last = archive.lastIndexOf(entrySignature)
    archive.writeUInt32LE(1000, last + 24)
    const error = await userError(open(archive))
    expect(error.code).toBe('DATA_ARCHIVE_UNSAFE')
    expect(error.message).toContain('more than announced')
  })

  test('cannot call one file by two names', async () => {
    const archive = encryptedArchive(sample)
    archive.write('personal_data/xxxxxxx', archive.indexOf('personal_data/summary'), 'latin1')
    expect((await userError(open(archive))).code).toBe('DATA_ARCHIVE_UNSAFE')
  })

  test('cannot be a zip with a password', async () => {
    const archive = encryptedArchive(sample)
    const at = archive.lastIndexOf(entrySignature)
    archive.writeUInt16LE(archive.readUInt16LE(at + 8) | 1, at + 8)
    expect((await userError(open(archive))).message).toContain('zip password')
  })

  test.each<[string, Buffer]>([
    ['empty', Buffer.alloc(0)],
    ['a web page', Buffer.from('<html>Not found</html>')],
    ['an empty zip', hostileArchive('')],
    ['without encrypted files', hostileArchive(named("'personal_data/summary.txt'"))],
  ])('%s', async (_, archive) => {
    expect((await userError(open(archive))).code).toBe('DATA_ARCHIVE_DAMAGED')
  })

  test('cut at any place, or with any byte changed, ends with a sentence or with the same data', {
    timeout: 60_000,
  }, async () => {
    const archive = encryptedArchive(sample)
    const { version } = await open(archive)
    const outcome = (changed: Buffer) =>
      open(changed).then(
        (data) => (data.version === version ? 'same' : 'other data'),
        (error) => (error instanceof UserError ? 'refused' : `broke: ${error}`),
      )
    const cut = await Promise.all(
      Array.from({ length: archive.length }, (_, length) => outcome(archive.subarray(0, length))),
    )
    expect(new Set(cut)).toEqual(new Set(['refused']))
    const flip = (_: unknown, at: number) => {
      const changed = Buffer.from(archive)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      return outcome(changed)
    }
    const flipped = await Promise.all(Array.from(archive, flip))
    expect([...new Set(flipped)].sort()).toEqual(['refused', 'same'])
    expect(flipped.filter((result) => result === 'refused').length).toBeGreaterThan(archive.length / 4)
  })
})
