import { damaged, unsafe } from '../archive-names.ts'

/** Bytes of pax records that are read: one name. */
export const longestPax = 8 * 1024

/**
 * The name that a pax header gives to the file behind it, for names that do not fit into 100 ASCII characters. It
 * may say nothing else: not another size, no link, no sparse file, no second name.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE, DATA_ARCHIVE_DAMAGED
 */
export function readPaxPath(records: Buffer): string {
  // A record is "<length> <key>=<value>\n", its length in decimal digits and counted whole.
  const [, digits = '', key = ''] = /^([1-9]\d{0,4}) ([^=\n]*)=/.exec(records.toString('latin1')) ?? []
  if (digits === '' || records.at(-1) !== 0x0a) throw damaged('an additional header in it cannot be read')
  if (key !== 'path') throw unsafe('an additional header in it sets something other than a name')
  if (Number(digits) !== records.length) throw unsafe('an additional header in it sets more than a name')
  try {
    const value = records.subarray(digits.length + 1 + key.length + 1, -1)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
  } catch {
    throw unsafe('it has a name that is not UTF-8')
  }
}
