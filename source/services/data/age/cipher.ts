import { type CipherKey, createCipheriv, createDecipheriv, getCiphers } from 'node:crypto'
import { UserError } from '../../../errors.ts'

const name = 'chacha20-poly1305'
/** Bytes that authenticity adds to each sealed text. */
export const tagLength = 16

/**
 * A Node that was built or configured for FIPS knows only the ciphers of that list. An age file is nothing else.
 * @throws {UserError} CIPHER_MISSING
 */
export function checkCipher(available: readonly string[] = getCiphers()): void {
  if (available.includes(name)) return
  const message = 'Node.js here was built without ChaCha20-Poly1305, which age files are encrypted with.'
  throw new UserError('CIPHER_MISSING', message, [
    'node -p process.versions.openssl   # then use a Node.js of nodejs.org',
  ])
}

/** The text sealed: ciphertext, then tag. A key and a nonce are used together once. */
export function seal(key: CipherKey, nonce: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(name, key, nonce, { authTagLength: tagLength })
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The authentic text, or undefined: nothing of what was altered comes out. */
export function unseal(key: CipherKey, nonce: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < tagLength) return undefined
  const end = sealed.length - tagLength
  const decipher = createDecipheriv(name, key, nonce, { authTagLength: tagLength })
  decipher.setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
    return plain
  } catch {
    return undefined
  }
}
