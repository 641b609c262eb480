import { damaged, unsafe } from './archive-names.ts'

/** One file or folder as the archive's central directory describes it. */
export interface ZipEntry {
  readonly name: string
  readonly rawName: Buffer
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc: number
  /** Bytes in the archive. */
  readonly packedSize: number
  /** Bytes when unpacked. */
  readonly size: number
  /** Where its local header starts. */
  readonly offset: number
}

export interface ZipLimits {
  readonly entries: number
  /** Bytes of all entries together, unpacked. */
  readonly bytes: number
}

// Layout and signatures: APPNOTE.TXT, PKWARE's .ZIP file format specification, sections 4.3.12 and 4.3.16.
const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endSize = 22
const longestComment = 0xffff
const onUnix = 3
const fileTypeMask = 0o170000
const allowedTypes = [0, 0o100000, 0o040000]

function findEnd(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - endSize - longestComment)
  for (let at = archive.length - endSize; at >= lowest; at -= 1) {
    const commentLength = archive.readUInt16LE(at + 20)
    if (archive.readUInt32LE(at) === endSignature && at + endSize + commentLength === archive.length) return at
  }
  throw damaged('it is not a zip file, or it was cut short')
}

/** ASCII names mean the same in every encoding; others must be UTF-8, whatever the flag says. */
function decodeName(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw)
  } catch {
    throw unsafe('it has a name that is not UTF-8')
  }
}

function readEntry(archive: Buffer, at: number, end: number): { entry: ZipEntry; next: number } {
  if (at + 46 > end || archive.readUInt32LE(at) !== entrySignature) throw damaged('its list of files is broken')
  const nameEnd = at + 46 + archive.readUInt16LE(at + 28)
  const next = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  if (next > end) throw damaged('its list of files is broken')
  const rawName = archive.subarray(at + 46, nameEnd)
  const entry = {
    name: decodeName(rawName),
    rawName,
    method: archive.readUInt16LE(at + 10),
    crc: archive.readUInt32LE(at + 16),
    packedSize: archive.readUInt32LE(at + 20),
    size: archive.readUInt32LE(at + 24),
    offset: archive.readUInt32LE(at + 42),
  }
  const madeOn = archive.readUInt16LE(at + 4) >> 8
  const type = madeOn === onUnix ? (archive.readUInt32LE(at + 38) >>> 16) & fileTypeMask : 0
  if (!allowedTypes.includes(type)) throw unsafe('it holds a link or a device')
  if ((archive.readUInt16LE(at + 8) & 1) === 1) throw unsafe('it is protected with a zip password')
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`its packing method ${entry.method} is not known`)
  return { entry, next }
}

/**
 * Lists a zip archive without unpacking anything. Refuses what its own numbers already give away:
 * too many entries, too much unpacked, links, devices; does not judge names.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE, DATA_ARCHIVE_DAMAGED
 */
export function readZipDirectory(archive: Buffer, limits: ZipLimits): readonly ZipEntry[] {
  const end = archive.length < endSize ? -1 : findEnd(archive)
  if (end < 0) throw damaged('it is not a zip file, or it was cut short')
  const count = archive.readUInt16LE(end + 10)
  const size = archive.readUInt32LE(end + 12)
  let at = archive.readUInt32LE(end + 16)
  // 0xffff stands for "see the 64-bit record": more entries than anybody's personal data has.
  if (count > limits.entries) throw unsafe(`it has more than ${limits.entries} entries`)
  if (at + size !== end) throw damaged('its list of files is not where it should be')
  const entries: ZipEntry[] = []
  let total = 0
  while (at < end) {
    const { entry, next } = readEntry(archive, at, end)
    entries.push(entry)
    total += entry.size
    if (total > limits.bytes) throw unsafe(`it unpacks to more than ${Math.floor(limits.bytes / 1024 / 1024)} MB`)
    if (entries.length > limits.entries) throw unsafe(`it has more than ${limits.entries} entries`)
    at = next
  }
  if (entries.length !== count) throw damaged('its list of files does not have the announced length')
  return entries
}
