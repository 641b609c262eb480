import { describe, expect, test, vi } from 'vitest'
import { decryptArchive } from '../../source/services/data/decrypt-archive.ts'
import { decryptOpenssl } from '../../source/services/data/decrypt-openssl.ts'
import { dataKey, encrypt, encryptedArchive, encryptedFiles, hostileArchive, zip } from './encrypted-archive.ts'
import { userError } from './expect-error.ts'
import { sample } from './folders.ts'

// Milliseconds: the outside programs share their processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const open = (archive: Buffer, key = dataKey) => decryptArchive(archive, key, 'the archive')
const encrypted = encryptedFiles(sample)

describe('an archive that opens', () => {
  test('whatever packed it, with folders, comments and what does not belong to it', async () => {
    const expected = await open(encryptedArchive(sample))
    const stored = `
z.comment = b'made by hand'
z.writestr(zipfile.ZipInfo('personal_data/'), b'')
z.writestr(zipfile.ZipInfo('README.md'), b'hello')`
    const data = await open(hostileArchive(stored, encrypted))
    expect(data.version).toBe(expected.version)
    expect(data.leftOut).toEqual(['README.md'])
  })

  test('with files of every length around a cipher block', async () => {
    for (const length of [0, 1, 15, 16, 17, 4096]) {
      const plain = 'é'.repeat(length)
      expect((await decryptOpenssl(encrypt(plain), dataKey))?.toString()).toBe(plain)
    }
  })
})

describe('a key', () => {
  test('that is wrong is told, also when its padding looks right', async () => {
    const summary = encrypt('Ada keeps bees on a roof in Zürich, and writes about them every week.')
    let key = ''
    // About 1 wrong key in 286 passes the padding; that one must not be believed.
    for (let guess = 0; key === '' && guess < 5000; guess += 1) {
      if ((await decryptOpenssl(summary, `wrong ${guess}`)) !== undefined) key = `wrong ${guess}`
    }
    expect(key).not.toBe('')
    const archive = zip({ ...encrypted, 'personal_data/summary.txt.encrypted': summary })
    for (const wrong of [key, 'wrong', `${dataKey} `]) {
      const error = await userError(open(archive, wrong))
      expect(error.code).toBe('DATA_KEY_WRONG')
      expect(error.message).not.toContain(wrong)
    }
  })

  test('that fits all files but one', async () => {
    const other = { ...encrypted, 'personal_data/me.txt.encrypted': encrypt('I keep bees.', 'another key') }
    const error = await userError(open(zip(other)))
    expect(['DATA_ARCHIVE_DAMAGED', 'DATA_INVALID']).toContain(error.code)
    expect(error.message).toContain('personal_data/me.txt')
  })
})

describe('a file in it', () => {
  test('is checked like a local one', async () => {
    const error = await userError(open(encryptedArchive({ ...sample, 'personal_data/facts.json': '{"a": 1,\n}' })))
    expect(error.code).toBe('DATA_INVALID')
    expect(error.message).toContain('personal_data/facts.json, line 2')
  })

  test('is not replaced by a prompt of our own when it is absent', async () => {
    const error = await userError(open(encryptedArchive({ 'personal_data/me.txt': 'I.' })))
    expect(error.code).toBe('DATA_MISSING')
  })

  test.each<[string, Uint8Array]>([
    ['plain text', Buffer.from('Ada keeps bees.')],
    ['cut short', encrypt('Ada keeps bees.').subarray(0, 24)],
    ['not whole blocks', encrypt('Ada keeps bees.').subarray(0, -1)],
  ])('must be what openssl writes: %s', async (_, content) => {
    const archive = zip({ ...encrypted, 'personal_data/me.txt.encrypted': content })
    const error = await userError(open(archive))
    expect(error.code).toBe('DATA_ARCHIVE_DAMAGED')
    expect(error.message).toContain('personal_data/me.txt.encrypted')
  })
})
