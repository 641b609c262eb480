import { createSecretKey, hkdfSync } from 'node:crypto'
import type { ByteReader } from './byte-reader.ts'
import { checkCipher, seal, tagLength, unseal } from './cipher.ts'
import { altered, cutShort } from './file-problems.ts'

// The payload of an age file is STREAM: chunks of 64 KiB, each sealed under a counter and a mark for the last one
// (https://c2sp.org/age, "Payload"). The library's own works on a cipher in JavaScript, at a tenth of the speed.
const chunkLength = 64 * 1024
const sealedLength = chunkLength + tagLength
export const payloadNonceLength = 16

const keyOf = (fileKey: Uint8Array, nonce: Uint8Array) =>
  createSecretKey(new Uint8Array(hkdfSync('sha256', fileKey, nonce, 'payload', 32)))

/** An 11-byte counter, big-endian, of which 6 bytes count further than any disk is large; then the mark. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** The sealed chunks of a plain text, without the nonce that stands before them in the file. */
export async function* sealPayload(
  plain: ByteReader,
  fileKey: Uint8Array,
  nonce: Uint8Array,
): AsyncGenerator<Uint8Array> {
  checkCipher()
  const key = keyOf(fileKey, nonce)
  let chunk = await plain.read(chunkLength)
  for (let index = 0; ; index += 1) {
    const next = chunk.length < chunkLength ? undefined : await plain.read(chunkLength)
    const isLast = next === undefined || next.length === 0
    yield seal(key, nonceOf(index, isLast), chunk)
    if (isLast) return
    chunk = next
  }
}

/**
 * The plain text of the sealed chunks that the reader stands before, each chunk authentic. That the last one is
 * there shows only at the end: whoever reads must believe nothing before this generator has ended.
 * @throws {UserError} DATA_ARCHIVE_TRUNCATED, DATA_ARCHIVE_DAMAGED, CIPHER_MISSING
 */
export async function* openPayload(
  sealed: ByteReader,
  fileKey: Uint8Array,
  nonce: Uint8Array,
): AsyncGenerator<Uint8Array> {
  checkCipher()
  const key = keyOf(fileKey, nonce)
  let chunk = await sealed.read(sealedLength)
  for (let index = 0; ; index += 1) {
    const next = chunk.length < sealedLength ? undefined : await sealed.read(sealedLength)
    const isLast = next === undefined || next.length === 0
    const asExpected = unseal(key, nonceOf(index, isLast), chunk)
    // With the other mark it is authentic as well, and shows what happened to the rest.
    const plain = asExpected ?? unseal(key, nonceOf(index, !isLast), chunk)
    if (plain === undefined) throw notAuthentic(index, chunk, isLast)
    if (plain.length === 0 && index > 0) throw altered('its last part is empty')
    // A chunk that is not whole may be the last one only, and is handed on as nothing else.
    if (asExpected || chunk.length === sealedLength) yield plain
    if (!asExpected) throw isLast ? cutShort('its last part is missing') : altered('something follows its end')
    if (isLast) return
    chunk = next
  }
}

function notAuthentic(index: number, chunk: Uint8Array, isLast: boolean) {
  if (chunk.length < tagLength) return cutShort('its last part is incomplete')
  return altered(`part ${index + 1} is not what was encrypted${isLast ? ', or not all of it is there' : ''}`)
}
