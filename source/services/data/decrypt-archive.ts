import { UserError } from '../../errors.ts'
import { checkNames, damaged } from './archive-names.ts'
import { checkData, type DataOptions } from './check-data.ts'
import { looksLike } from './check-file.ts'
import { decryptOpenssl, isOpensslFile } from './decrypt-openssl.ts'
import { type FileKind, kindOf } from './known-files.ts'
import { dataLimits, type PersonalData } from './personal-data.ts'
import { readZipDirectory } from './zip-directory.ts'
import { unpackEntry } from './zip-entry.ts'

const suffix = '.encrypted'

interface Opened {
  readonly path: string
  readonly kind: FileKind
  /** Undefined when the padding was wrong. */
  readonly plain: Uint8Array | undefined
}

/**
 * Judges all files together, since the format does not say whether a key is right: one that opens no file to
 * something sensible is wrong; where it fits some, a file that does not open was altered. Syntax comes later.
 */
function checkKey(opened: readonly Opened[]): void {
  if (!opened.some(({ plain, kind }) => plain && looksLike(kind, plain))) {
    throw new UserError('DATA_KEY_WRONG', 'The key does not decrypt the private data.', [
      'export DATA_KEY=<the passphrase that the data was encrypted with>',
    ])
  }
  const failed = opened.filter(({ plain }) => plain === undefined).map(({ path }) => path)
  if (failed.length > 0) {
    throw damaged(`${failed.join(', ')} cannot be decrypted with the key that fits the other files`)
  }
}

/**
 * Opens an archive of `personal_data/**.encrypted` and `prompts/**.encrypted` in memory and believes nothing of it
 * before all of it was decrypted and checked.
 * @param place what the archive is called in messages.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE, DATA_ARCHIVE_DAMAGED, DATA_KEY_WRONG, and what `checkData` throws.
 */
export async function decryptArchive(
  archive: Buffer,
  dataKey: string,
  place: string,
  options: Omit<DataOptions, 'leftOut'> = {},
): Promise<PersonalData> {
  const limits = { entries: dataLimits.archiveEntries, bytes: dataLimits.archiveBytes }
  const entries = readZipDirectory(archive, limits)
  checkNames(entries.map(({ name }) => name))
  const files = entries.filter(({ name }) => !name.endsWith('/'))
  const encrypted = files.flatMap((entry) => {
    const path = entry.name.endsWith(suffix) ? entry.name.slice(0, -suffix.length) : entry.name
    const kind = entry.name === path ? undefined : kindOf(path)
    return kind === undefined ? [] : [{ entry, path, kind }]
  })
  if (encrypted.length === 0) throw damaged('it holds none of the files personal_data/….encrypted')

  const opened = await Promise.all(
    encrypted.map(async ({ entry, path, kind }) => {
      const bytes = unpackEntry(archive, entry)
      if (!isOpensslFile(bytes)) throw damaged(`${entry.name} is not what openssl enc -aes-256-cbc -salt writes`)
      return { path, kind, plain: await decryptOpenssl(bytes, dataKey) }
    }),
  )
  checkKey(opened)
  const used = new Set(encrypted.map(({ entry }) => entry))
  const leftOut = files.filter((entry) => !used.has(entry)).map(({ name }) => name)
  const plain = opened.flatMap(({ path, plain: bytes }) => (bytes ? [{ path, bytes }] : []))
  return checkData(plain, place, { ...options, leftOut })
}
