import type { ByteReader } from '../age/byte-reader.ts'
import { damaged, unsafe } from '../archive-names.ts'
import { longestPax, readPaxPath } from './pax-path.ts'
import { blockLength, readTarHeader, type TarHeader } from './tar-header.ts'

/** Programs fill the end up to a record of 20 blocks. */
const mostEndBlocks = 20

export interface TarFile {
  readonly name: string
  readonly bytes: Buffer
}

async function take(reader: ByteReader, length: number): Promise<Buffer> {
  const bytes = await reader.read(length)
  if (bytes.length < length) throw damaged('it ends in the middle of a file')
  return Buffer.from(bytes)
}

/** The contents behind a header, and the zeros that fill their last block. */
async function takeContents(reader: ByteReader, size: number): Promise<Buffer> {
  const bytes = await take(reader, size)
  const padding = await take(reader, (blockLength - (size % blockLength)) % blockLength)
  if (padding.some((byte) => byte !== 0)) throw damaged('something is hidden between its files')
  return bytes
}

async function checkEnd(reader: ByteReader): Promise<void> {
  const rest = await reader.read(mostEndBlocks * blockLength)
  if (rest.length < blockLength) throw damaged('its end is missing')
  if (rest.some((byte) => byte !== 0) || (await reader.peek(1)).length > 0) throw damaged('something follows its end')
}

/**
 * The files of a tar archive, one at a time and to the last byte of the source. tar-stream's own reader is not used:
 * it applies additional headers of any kind, for one file or all, before one can see them.
 * @param mayHave is asked before a file is read, and throws when it is not wanted: so nothing grows unasked.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE, DATA_ARCHIVE_DAMAGED; and what `mayHave` throws.
 */
export async function* readTar(
  reader: ByteReader,
  mayHave: (name: string, size: number) => void,
): AsyncGenerator<TarFile> {
  let longName: string | undefined
  for (;;) {
    const header: TarHeader | undefined = readTarHeader(await take(reader, blockLength))
    if (header === undefined) break
    if (header.type === 'pax') {
      if (longName !== undefined) throw unsafe('it has two additional headers for one file')
      if (header.size > longestPax) throw unsafe('an additional header in it is too long')
      longName = readPaxPath(await takeContents(reader, header.size))
      continue
    }
    const name = longName ?? header.name
    longName = undefined
    mayHave(name, header.size)
    yield { name, bytes: await takeContents(reader, header.size) }
  }
  if (longName !== undefined) throw damaged('a file in it has a name and no contents')
  await checkEnd(reader)
}
