import { describe, expect, test, vi } from 'vitest'
import { UserError } from '../../../source/errors.ts'
import { encryptStream } from '../../../source/services/data/age/encrypt.ts'
import { makeIdentity } from '../../../source/services/data/age/identity.ts'
import { openEncrypted } from '../../../source/services/data/archive/open-encrypted.ts'
import { packArchive } from '../../../source/services/data/archive/pack.ts'
import { unpackArchive } from '../../../source/services/data/archive/unpack.ts'
import { inPieces, joined } from '../age/pieces.ts'
import { userError } from '../expect-error.ts'
import { sample } from '../folders.ts'
import { hostileTars } from './hostile-tars.ts'
import { archiveBy, dataOf } from './tar.ts'

// Milliseconds: Python shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const { identity, recipient } = await makeIdentity()
/** Anybody may have the recipient: what opens well may still be hostile. */
const open = (plain: Uint8Array) =>
  openEncrypted(encryptStream(inPieces(plain), { recipients: [recipient] }), identity, 'the archive')

describe('an archive is refused whole, with good data in it', () => {
  test.each(hostileTars)('%s', async (_, options, code, words) => {
    const plain = archiveBy(sample, options)
    const before = process.memoryUsage.rss()
    const error = await userError(open(plain))
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(words)])
    expect(error.message).not.toMatch(/\p{Cc}|\p{Cf}/u)
    expect(error.nextSteps).not.toEqual([])
    // Bytes, of which the cipher's garbage is the most.
    expect(process.memoryUsage.rss() - before).toBeLessThan(60 * 1024 * 1024)
  })
})

describe('a plain archive', async () => {
  const data = dataOf(sample)
  const archive = await joined(packArchive(data))
  const outcome = (changed: Uint8Array) =>
    unpackArchive(inPieces(changed), 'it').then(
      ({ version }) => (version === data.version ? 'same' : 'other data'),
      (error) => (error instanceof UserError ? 'refused' : `broke: ${error}`),
    )

  test('cut at any length is refused', async () => {
    const outcomes = new Set<string>()
    for (let length = 0; length < archive.length; length += 1) outcomes.add(await outcome(archive.subarray(0, length)))
    expect([...outcomes]).toEqual(['refused'])
  })

  test('with any byte changed is refused, or is the same data', async () => {
    const outcomes: string[] = []
    for (let at = 0; at < archive.length; at += 1) {
      const changed = Buffer.from(archive)
      changed[at] = (changed[at] ?? 0) ^ 0x01
      outcomes.push(await outcome(changed))
    }
    expect(new Set(outcomes)).toEqual(new Set(['refused']))
  })
})
