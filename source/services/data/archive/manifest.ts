import * as z from 'zod'
import { UserError } from '../../../errors.ts'
import { checkNames, damaged, unsafe } from '../archive-names.ts'
import { checkTotal } from '../check-data.ts'
import { dataLimits, type PersonalData } from '../personal-data.ts'

/** The first file of an archive, which says what the others are. */
export const manifestName = 'manifest.json'
/** Raised when an older program could not read what a newer one writes. */
const format = 1
/** Bytes: more than the longest names of all files that there may be. */
export const longestManifest = 1024 * 1024

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const manifestSchema = z.strictObject({
  format: z.literal(format),
  version: z.string().regex(/^[0-9a-f]{16}$/),
  files: z.array(z.strictObject({ path: z.string().min(1), bytes: z.int().min(0), sha256 })),
})
const anyFormat = z.looseObject({ format: z.int().min(format) })

export type Manifest = z.infer<typeof manifestSchema>

/** The same bytes for the same data: no date, no name of a computer. */
export function writeManifest({ version, files }: PersonalData): Buffer {
  const manifest: Manifest = {
    format,
    version,
    files: files.map(({ path, bytes, sha256 }) => ({ path, bytes: bytes.length, sha256 })),
  }
  return Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`)
}

function parse(bytes: Uint8Array): Manifest {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw damaged(`its ${manifestName} is not JSON`)
  }
  const { success, data } = manifestSchema.safeParse(value)
  if (success) return data
  const newer = anyFormat.safeParse(value)
  if (newer.success && newer.data.format > format) {
    const message = `The archive has format ${newer.data.format}; this version of the program reads format ${format}.`
    throw new UserError('DATA_FORMAT_TOO_NEW', message, ['npm install --global create-digital-twin@latest'])
  }
  throw damaged(`its ${manifestName} does not say what it should`)
}

/**
 * Reads a manifest and refuses what it announces when no twin could have it, before any of it is there.
 * @throws {UserError} DATA_ARCHIVE_DAMAGED, DATA_ARCHIVE_UNSAFE, DATA_FORMAT_TOO_NEW, DATA_TOO_LARGE
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const manifest = parse(bytes)
  const { files } = manifest
  if (files.length > dataLimits.archiveEntries) throw unsafe(`it has more than ${dataLimits.archiveEntries} entries`)
  const paths = files.map(({ path }) => path)
  checkNames([manifestName, ...paths])
  if (paths.some((path) => path.endsWith('/'))) throw unsafe('it calls a folder a file')
  checkTotal(
    files.reduce((sum, file) => sum + file.bytes, 0),
    files.length,
  )
  return manifest
}
