import { parseDataKey } from '../../../source/services/data/age/data-key.ts'
import { decryptStream } from '../../../source/services/data/age/decrypt.ts'
import { encryptStream } from '../../../source/services/data/age/encrypt.ts'
import type { Lock } from '../../../source/services/data/age/header.ts'

/** A stream that comes in pieces of one size, as a network or a disk might give it. */
export async function* inPieces(bytes: Uint8Array, size = 16 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export async function joined(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

export const encrypted = (plain: Uint8Array, lock: Lock, size?: number) =>
  joined(encryptStream(inPieces(plain, size), lock))

/** `key` is the text of a DATA_KEY. */
export const decrypted = async (file: Uint8Array, key: string, size?: number) =>
  joined(decryptStream(inPieces(file, size), await parseDataKey(key)))
