import { crc32, inflateRawSync } from 'node:zlib'
import { damaged, unsafe } from './archive-names.ts'
import type { ZipEntry } from './zip-directory.ts'

const localSignature = 0x04034b50

/**
 * Unpacks one entry in memory, never to more than its announced size.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE when it unpacks to more or goes by another name in its own header;
 * DATA_ARCHIVE_DAMAGED when the checksum does not fit.
 */
export function unpackEntry(archive: Buffer, entry: ZipEntry): Buffer {
  const { offset, name } = entry
  if (offset + 30 > archive.length || archive.readUInt32LE(offset) !== localSignature) {
    throw damaged(`the header of ${name} is broken`)
  }
  const nameEnd = offset + 30 + archive.readUInt16LE(offset + 26)
  const start = nameEnd + archive.readUInt16LE(offset + 28)
  if (!archive.subarray(offset + 30, nameEnd).equals(entry.rawName)) {
    throw unsafe('a file in it goes by two different names')
  }
  if (start + entry.packedSize > archive.length) throw damaged(`${name} is cut short`)
  const packed = archive.subarray(start, start + entry.packedSize)
  const bytes = entry.method === 0 ? packed : inflate(packed, entry)
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw damaged(`the checksum of ${name} does not fit`)
  return bytes
}

function inflate(packed: Buffer, entry: ZipEntry): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw unsafe('a file in it unpacks to more than announced')
    }
    throw damaged(`${entry.name} cannot be unpacked`)
  }
}
