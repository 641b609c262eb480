const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50

/**
 * The bytes that a zip's entries take when unpacked, read from its central directory (PKWARE's
 * APPNOTE, 4.3.12 and 4.3.16); undefined when it is no zip. Zip64 sizes are not looked up: Lambda
 * refuses such archives long before.
 */
export function unzippedSize(zip: Buffer): number | undefined {
  const end = findEnd(zip)
  if (end === undefined) return undefined
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  let total = 0
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== directoryEntry) return undefined
    total += zip.readUInt32LE(at + 24)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return total
}

/** The end record is 22 bytes, and behind it there may be a comment of up to 65,535. */
function findEnd(zip: Buffer): number | undefined {
  for (let at = zip.length - 22; at >= 0 && at >= zip.length - 22 - 0xffff; at -= 1) {
    if (zip.readUInt32LE(at) === endOfDirectory) return at
  }
  return undefined
}
