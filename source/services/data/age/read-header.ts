import type { ByteReader } from './byte-reader.ts'
import { altered, cutShort } from './file-problems.ts'

export const binaryMagic = Buffer.from('age-encryption.org/', 'latin1')
const versionLine = Buffer.from('age-encryption.org/v1\n', 'latin1')
const footerStart = Buffer.from('\n---', 'latin1')
/** Bytes. A recipient takes 100 to 1600; without a limit a hostile file could be all header. */
const longestHeader = 256 * 1024

/**
 * Takes the header of a binary age file from a reader, which then stands before the payload. Judges no more of it
 * than where it ends.
 * @throws {UserError} DATA_ARCHIVE_TRUNCATED, DATA_ARCHIVE_DAMAGED
 */
export async function readHeader(reader: ByteReader): Promise<Buffer> {
  const start = await reader.peek(versionLine.length)
  if (!start.equals(versionLine)) {
    if (start.equals(versionLine.subarray(0, start.length))) throw cutShort('there is nothing but its beginning')
    throw altered(
      start.subarray(0, binaryMagic.length).equals(binaryMagic)
        ? 'its header names a version of the age format that is not known'
        : 'it does not begin as an age file does',
    )
  }
  for (let wanted = 1024; ; wanted *= 2) {
    const bytes = await reader.peek(wanted)
    const footer = bytes.indexOf(footerStart)
    const end = footer === -1 ? -1 : bytes.indexOf('\n', footer + footerStart.length)
    if (end !== -1) return Buffer.from(await reader.read(end + 1))
    if (bytes.length < wanted) throw cutShort('its header has no end')
    if (wanted >= longestHeader) throw altered(`its header is longer than ${longestHeader / 1024} KB`)
  }
}
