import { armorMagic, readArmor, skipWhiteSpace } from './armor.ts'
import { ByteReader } from './byte-reader.ts'
import type { DataKey } from './data-key.ts'
import { altered, cutShort } from './file-problems.ts'
import { openHeader } from './header.ts'
import { openPayload, payloadNonceLength } from './payload.ts'
import { binaryMagic, readHeader } from './read-header.ts'

/**
 * Decrypts an age file, binary or armored, piece by piece as it is asked for. Every piece is authentic, but one that
 * is missing at the end shows only there: **believe nothing, and put nothing in its place, before the generator has
 * ended without an error.**
 * @throws {UserError} DATA_KEY_WRONG, DATA_ARCHIVE_TRUNCATED, DATA_ARCHIVE_DAMAGED, DATA_ARCHIVE_UNSAFE (a
 * passphrase that costs minutes), CIPHER_MISSING; and whatever the source throws.
 */
export async function* decryptStream(source: AsyncIterable<Uint8Array>, key: DataKey): AsyncGenerator<Uint8Array> {
  const outer = new ByteReader(source)
  try {
    const reader = await withoutArmor(outer)
    const fileKey = await openHeader(await readHeader(reader), key)
    const nonce = Buffer.from(await reader.read(payloadNonceLength))
    if (nonce.length < payloadNonceLength) throw cutShort('there is nothing behind its header')
    yield* openPayload(reader, fileKey, nonce)
  } finally {
    await outer.close()
  }
}

async function withoutArmor(outer: ByteReader): Promise<ByteReader> {
  const start = await outer.peek(binaryMagic.length)
  if (start.length === 0) throw cutShort('it is empty')
  if (start.equals(binaryMagic)) return outer
  await skipWhiteSpace(outer)
  const first = await outer.peek(armorMagic.length)
  if (first.equals(armorMagic)) return new ByteReader(readArmor(outer))
  const isBeginning = first.equals(armorMagic.subarray(0, first.length))
  if (isBeginning || start.equals(binaryMagic.subarray(0, start.length))) {
    throw cutShort('there is nothing but its beginning')
  }
  throw altered('it does not begin as an age file does')
}
