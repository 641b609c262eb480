import { damaged, unsafe } from '../archive-names.ts'

// Fields of a ustar header (POSIX.1-2017, pax, "ustar Interchange Format"): offset and length in bytes.
export const blockLength = 512
const fields = {
  name: [0, 100],
  size: [124, 12],
  checksum: [148, 8],
  linkName: [157, 100],
  magic: [257, 8],
  prefix: [345, 155],
} as const
const typeAt = 156
const ustar = Buffer.from('ustar\x0000', 'latin1')

/** What must not be there, by its type; "it holds …". */
const refused: Readonly<Record<string, string>> = {
  '1': 'a link',
  '2': 'a link',
  '3': 'a device',
  '4': 'a device',
  '5': 'a folder of its own',
  '6': 'a named pipe',
  '7': 'a file of a special kind',
  g: 'settings for all of its files',
  K: 'a link',
  L: 'a name in a form of GNU tar',
  M: 'a part of a file',
  S: 'a sparse file',
  V: 'a label',
}

export interface TarHeader {
  /** A file, or the pax records of the file behind it. */
  readonly type: 'file' | 'pax'
  readonly name: string
  /** Bytes that follow, before the padding to whole blocks. */
  readonly size: number
}

const fieldOf = (block: Buffer, [start, length]: readonly [number, number]) => block.subarray(start, start + length)

/** Text up to the first zero byte. */
function textOf(block: Buffer, field: readonly [number, number]): string {
  const bytes = fieldOf(block, field)
  const end = bytes.indexOf(0)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      end === -1 ? bytes : bytes.subarray(0, end),
    )
  } catch {
    throw unsafe('it has a name that is not UTF-8')
  }
}

/** Octal digits, and nothing else: programs differ in what they make of other numbers. */
function numberOf(block: Buffer, field: readonly [number, number]): number {
  const text = fieldOf(block, field).toString('latin1')
  if (!/^[0-7]+[ \0]*$/.test(text)) throw damaged('a number in it cannot be read')
  return Number.parseInt(text, 8)
}

/** The sum of all bytes, those of the sum itself counted as blanks. */
function sumOf(block: Buffer): number {
  const [start, length] = fields.checksum
  return block.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 0x20 : byte), 0)
}

/**
 * Reads a header of the narrow kind that we write; refuses everything that another program could take for something
 * else. Undefined for a block of zeros, which stands at the end.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE, DATA_ARCHIVE_DAMAGED
 */
export function readTarHeader(block: Buffer): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined
  if (numberOf(block, fields.checksum) !== sumOf(block)) throw damaged('it is not a tar archive, or not all of one')
  const type = String.fromCharCode(block[typeAt] ?? 0)
  if (type !== '0' && type !== 'x') throw unsafe(`it holds ${refused[type] ?? 'something that is no file'}`)
  if (!fieldOf(block, fields.magic).equals(ustar)) throw damaged('it is a tar archive of another kind than ours')
  if (block[fields.linkName[0]] !== 0) throw unsafe('it holds a link')
  const [name, prefix] = [textOf(block, fields.name), textOf(block, fields.prefix)]
  return {
    type: type === '0' ? 'file' : 'pax',
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: numberOf(block, fields.size),
  }
}
