import type { ByteReader } from './byte-reader.ts'
import { altered, cutShort } from './file-problems.ts'

export const armorMagic = Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----', 'latin1')
const endLine = '-----END AGE ENCRYPTED FILE-----'
const fullLine = 64
/** Bytes of blanks and line breaks that may stand around the armor. */
const mostWhiteSpace = 1024
const whiteSpace = /^[\t\n\r ]$/

/** Takes the blanks before an armored file, which mail programs like to add. */
export async function skipWhiteSpace(reader: ByteReader): Promise<void> {
  const start = (await reader.peek(mostWhiteSpace)).toString('latin1')
  await reader.read(start.length - start.trimStart().length)
}

/** One line without its line break, which may be of either kind. */
async function readLine(reader: ByteReader): Promise<string> {
  const bytes = await reader.peek(fullLine + 2)
  const end = bytes.indexOf('\n')
  if (end === -1) {
    if (bytes.length > fullLine + 1) throw altered('a line of its armor is too long')
    return (await reader.read(bytes.length)).toString('latin1')
  }
  return (await reader.read(end + 1)).toString('latin1', 0, end).replace(/\r$/, '')
}

/** Only one spelling of the bytes is right: no bits left over, no blanks, no missing padding. */
function decodeLine(line: string): Buffer {
  const bytes = Buffer.from(line, 'base64')
  if (bytes.toString('base64') !== line) throw altered('a line of its armor is not base64')
  return bytes
}

/**
 * The bytes inside of an armored age file (https://c2sp.org/age, "ASCII armor"); strict, line by line.
 * @throws {UserError} DATA_ARCHIVE_DAMAGED, DATA_ARCHIVE_TRUNCATED
 */
export async function* readArmor(reader: ByteReader): AsyncGenerator<Uint8Array> {
  if ((await readLine(reader)) !== armorMagic.toString('latin1'))
    throw altered('its first line is not that of an armor')
  let pieces: Uint8Array[] = []
  for (let isLast = false; ; ) {
    const line = await readLine(reader)
    if (line === endLine) break
    if (line === '')
      throw (await reader.peek(1)).length === 0
        ? cutShort('its armor has no end')
        : altered('its armor has an empty line')
    if (isLast || line.length > fullLine) throw altered('a line of its armor has a wrong length')
    pieces.push(decodeLine(line))
    isLast = line.length < fullLine
    if (pieces.length === 1024) {
      yield Buffer.concat(pieces)
      pieces = []
    }
  }
  if (pieces.length > 0) yield Buffer.concat(pieces)
  const behind = (await reader.peek(mostWhiteSpace + 1)).toString('latin1')
  if (behind.length > mostWhiteSpace || [...behind].some((sign) => !whiteSpace.test(sign))) {
    throw altered('something follows the end of its armor')
  }
}
