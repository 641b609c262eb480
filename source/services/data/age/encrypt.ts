import { randomBytes } from 'node:crypto'
import { ByteReader } from './byte-reader.ts'
import { type Lock, makeHeader } from './header.ts'
import { payloadNonceLength, sealPayload } from './payload.ts'

/**
 * Encrypts a stream as a binary age file, piece by piece as it is asked for: what is in memory does not grow with
 * the length.
 * @param lock recipients that `parseRecipients` let pass, or a passphrase.
 * @throws {UserError} CIPHER_MISSING; and whatever the source throws.
 */
export async function* encryptStream(plain: AsyncIterable<Uint8Array>, lock: Lock): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(plain)
  try {
    const { header, fileKey } = await makeHeader(lock)
    const nonce = randomBytes(payloadNonceLength)
    yield Buffer.concat([header, nonce])
    yield* sealPayload(reader, fileKey, nonce)
  } finally {
    await reader.close()
  }
}
