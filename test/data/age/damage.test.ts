import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { describe, expect, test, vi } from 'vitest'
import { checkCipher } from '../../../source/services/data/age/cipher.ts'
import { parseDataKey } from '../../../source/services/data/age/data-key.ts'
import { decryptStream } from '../../../source/services/data/age/decrypt.ts'
import { encryptStream } from '../../../source/services/data/age/encrypt.ts'
import { makeIdentity } from '../../../source/services/data/age/identity.ts'
import { userError } from '../expect-error.ts'
import { decrypted, encrypted, inPieces, joined } from './pieces.ts'

// Milliseconds: thousands of files are opened.
vi.setConfig({ testTimeout: 120_000 })

const { identity, recipient } = await makeIdentity()
const other = await makeIdentity()
const lock = { recipients: [other.recipient, recipient] }
const chunk = 64 * 1024

/** Not random, so that a failure can be had again. */
const plainOf = (length: number) => createHash('shake256', { outputLength: length }).update('plain').digest()
const codeOf = async (file: Uint8Array) => (await userError(decrypted(file, identity))).code

describe('a sample of 400 bytes', async () => {
  const plain = plainOf(400)
  const file = await encrypted(plain, lock)
  const header = file.indexOf('\n', file.indexOf('\n---') + 1) + 1

  test('opens', async () => expect((await decrypted(file, identity)).equals(plain)).toBe(true))

  test('is refused with a bit flipped at every byte, each bit in turn', async () => {
    const codes = new Map<string, number>()
    for (let at = 0; at < file.length; at += 1) {
      const changed = Buffer.from(file)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      const code = await codeOf(changed)
      codes.set(code, (codes.get(code) ?? 0) + 1)
      // Behind the header, whose stanzas may turn into somebody else's, no key is wrong.
      if (at >= header) expect(code).toBe('DATA_ARCHIVE_DAMAGED')
    }
    expect(
      [...codes.keys()].filter((code) => !/^DATA_(ARCHIVE_DAMAGED|ARCHIVE_TRUNCATED|KEY_WRONG)$/.test(code)),
    ).toEqual([])
  })

  test('is refused cut at every length', async () => {
    for (let length = 0; length < file.length; length += 1) {
      const code = await codeOf(file.subarray(0, length))
      // Of a part that is there in part, nothing tells whether it was altered or cut.
      expect(code).toBe(length < header + 16 + 16 ? 'DATA_ARCHIVE_TRUNCATED' : 'DATA_ARCHIVE_DAMAGED')
    }
  })
})

describe('a file of three parts', async () => {
  const plain = plainOf(2 * chunk + 100)
  const file = await encrypted(plain, lock)
  const payload = file.length - plain.length - 3 * 16

  test.each([1, 2])('cut behind part %d is cut short', async (parts) => {
    expect(await codeOf(file.subarray(0, payload + parts * (chunk + 16)))).toBe('DATA_ARCHIVE_TRUNCATED')
  })

  test('with parts exchanged, repeated or left out is damaged', async () => {
    const part = (index: number) => file.subarray(payload + index * (chunk + 16), payload + (index + 1) * (chunk + 16))
    const start = file.subarray(0, payload)
    for (const order of [
      [1, 0, 2],
      [0, 0, 1, 2],
      [0, 2],
      [0, 1, 2, 2],
      [0, 1, 1],
    ]) {
      expect(await codeOf(Buffer.concat([start, ...order.map(part)]))).toBe('DATA_ARCHIVE_DAMAGED')
    }
  })

  test('hands on nothing of a part that was altered, and says so after the parts before it', async () => {
    const changed = Buffer.from(file)
    changed[payload + chunk + 16 + 5] = (changed[payload + chunk + 16 + 5] ?? 0) ^ 1
    const given: Uint8Array[] = []
    const reading = async () => {
      for await (const piece of decryptStream(inPieces(changed), await parseDataKey(identity))) given.push(piece)
    }
    expect((await userError(reading())).message).toContain('part 2')
    expect(Buffer.concat(given).equals(plain.subarray(0, chunk))).toBe(true)
  })

  test('is the same whatever pieces it comes in', async () => {
    for (const size of [1000, chunk, chunk + 16, file.length]) {
      expect((await decrypted(file, identity, size)).equals(plain)).toBe(true)
    }
  })
})

describe('a hostile header', () => {
  test('without an end is given up', async () => {
    let asked = 0
    async function* endless() {
      yield Buffer.from('age-encryption.org/v1\n')
      for (;;) {
        asked += 1
        yield Buffer.alloc(1024, '-> x y\n')
      }
    }
    const reading = async () => {
      for await (const _ of decryptStream(endless(), await parseDataKey(identity)));
    }
    expect((await userError(reading())).code).toBe('DATA_ARCHIVE_DAMAGED')
    expect(asked).toBeLessThanOrEqual(257)
  })
})

describe('streams', () => {
  test('are asked for a part only when one is wanted, and let go when nobody wants more', async () => {
    let given = 0
    let closed = false
    async function* source() {
      try {
        for (; given < 1000; given += 1) yield new Uint8Array(chunk)
      } finally {
        closed = true
      }
    }
    const sealed = encryptStream(source(), lock)
    await sealed.next()
    expect(given).toBe(0)
    await sealed.next()
    await sealed.next()
    expect(given).toBeLessThan(5)
    await sealed.return(undefined)
    expect(closed).toBe(true)
  })

  test('may be those of Node.js and of the web, and are closed when the key is wrong', async () => {
    const plain = plainOf(3 * chunk)
    const file = await joined(
      encryptStream(new Blob([Buffer.from(plain)]).stream() as ReadableStream<Uint8Array>, lock),
    )
    expect((await decrypted(file, identity)).equals(plain)).toBe(true)
    const source = Readable.from(inPieces(file))
    const stranger = await parseDataKey((await makeIdentity()).identity)
    expect((await userError(joined(decryptStream(source, stranger)))).code).toBe('DATA_KEY_WRONG')
    expect(source.destroyed).toBe(true)
  })

  test('fail with the error of their source', async () => {
    async function* failing() {
      yield Buffer.from('a')
      throw new RangeError('disk')
    }
    const reading = async () => {
      for await (const _ of encryptStream(failing(), lock));
    }
    await expect(reading()).rejects.toThrow(RangeError)
  })
})

test('a Node.js without the cipher is told', () => {
  expect(() => checkCipher()).not.toThrow()
  expect(() => checkCipher(['aes-256-gcm'])).toThrow(/built without ChaCha20-Poly1305/)
})
