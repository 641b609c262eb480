import { UserError } from '../../../errors.ts'
import { ByteReader, collect, streamOf } from '../age/byte-reader.ts'
import { parseDataKey } from '../age/data-key.ts'
import { decryptStream } from '../age/decrypt.ts'
import { encryptStream } from '../age/encrypt.ts'
import { keyWrong } from '../age/file-problems.ts'
import type { Lock } from '../age/header.ts'
import type { DataOptions } from '../check-data.ts'
import { decryptArchive } from '../decrypt-archive.ts'
import { dataLimits, type PersonalData } from '../personal-data.ts'
import { packArchive } from './pack.ts'
import { unpackArchive } from './unpack.ts'

/** What a zip file begins with: an entry, or its end when it is empty (APPNOTE.TXT, 4.3.7 and 4.3.16). */
const zipMagics = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1')]

/** Personal data as one age file, in pieces: the same data under the same name, in other bytes each time. */
export const encryptData = (data: PersonalData, lock: Lock): AsyncIterable<Uint8Array> =>
  encryptStream(packArchive(data), lock)

/** The same as one piece: what a remote takes. @throws {UserError} DATA_TOO_LARGE. */
export const encryptWhole = (data: PersonalData, lock: Lock): Promise<Buffer> => whole(encryptData(data, lock))

/**
 * Opens an encrypted file of personal data, whichever kind it is: age (binary or armored), or a zip of files that
 * openssl encrypted. All in memory, and believed only when all of it was authentic, complete and valid.
 * @param dataKey the text of DATA_KEY.
 * @param place what the file is called in messages.
 * @throws {UserError} DATA_KEY_INVALID, DATA_KEY_WRONG, DATA_ARCHIVE_TRUNCATED, DATA_ARCHIVE_DAMAGED,
 * DATA_ARCHIVE_UNSAFE, DATA_FORMAT_TOO_NEW, DATA_TOO_LARGE, and what `checkData` throws.
 */
export async function openEncrypted(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  dataKey: string,
  place: string,
  options: DataOptions = {},
): Promise<PersonalData> {
  const reader = new ByteReader(source instanceof Uint8Array ? streamOf(source) : source)
  try {
    const key = await parseDataKey(dataKey)
    const start = await reader.peek(4)
    if (!zipMagics.some((magic) => magic.equals(start)))
      return await unpackArchive(decryptStream(reader.rest(), key), place, options)
    if (key.kind === 'identities') {
      const step = 'export DATA_KEY=<the passphrase that the data was encrypted with>'
      throw keyWrong(`${place} is in the older form, with a passphrase, and the key is an age identity`, step)
    }
    return await decryptArchive(await whole(reader.rest()), key.passphrase, place, options)
  } finally {
    await reader.close()
  }
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const archive = await collect(pieces, dataLimits.archiveBytes)
  if (archive) return archive
  const message = `The archive is larger than ${dataLimits.archiveBytes / 1024 / 1024} MB.`
  throw new UserError('DATA_TOO_LARGE', message, ['Keep what a conversation needs, and publish the archive again.'])
}
