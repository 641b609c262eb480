import { createDecipheriv, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'

const deriveKey = promisify(pbkdf2)
const magic = Buffer.from('Salted__', 'latin1')
const saltLength = 8
const blockLength = 16
const keyLength = 32
/** What `openssl enc -pbkdf2` uses when no `-iter` is given (openssl-enc(1)). */
const iterations = 10_000

/** Whether bytes have the shape that `openssl enc -aes-256-cbc -salt` writes. */
export function isOpensslFile(bytes: Uint8Array): boolean {
  const length = bytes.length - magic.length - saltLength
  return length >= blockLength && length % blockLength === 0 && magic.equals(bytes.subarray(0, magic.length))
}

/**
 * Decrypts what `openssl enc -aes-256-cbc -salt -pbkdf2` wrote, or undefined when the padding shows that the
 * key is wrong. The format has no authentication: about 1 wrong key in 286 gives noise, not undefined, so
 * the caller must look at what came out.
 */
export async function decryptOpenssl(bytes: Uint8Array, passphrase: string): Promise<Buffer | undefined> {
  const salt = bytes.subarray(magic.length, magic.length + saltLength)
  const derived = await deriveKey(passphrase, salt, iterations, keyLength + blockLength, 'sha256')
  const decipher = createDecipheriv('aes-256-cbc', derived.subarray(0, keyLength), derived.subarray(keyLength))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(magic.length + saltLength)), decipher.final()])
  } catch {
    return undefined
  }
}
