import { createHash } from 'node:crypto'
import type { PrivateSpot } from './public-lint/private-spot.ts'

export interface PersonalFile {
  /** Begins with `personal_data/` or `prompts/`; forward slashes. */
  readonly path: string
  readonly bytes: Uint8Array
  /** Hexadecimal. */
  readonly sha256: string
}

/** A checked, complete set of what the twin knows and how it is told to speak. Lives in memory only. */
export interface PersonalData {
  /** The same for the same files, wherever they came from: 16 hexadecimal digits. */
  readonly version: string
  /** Sorted by path. */
  readonly files: readonly PersonalFile[]
  /** Paths that were found beside them and are neither text nor known; they stay where they are. */
  readonly leftOut?: readonly string[]
  /** Sentences on files that the twin will not know, although they go along. */
  readonly notes?: readonly string[]
  /** What looks private in texts that a visitor can ask for; masked. */
  readonly privateSpots?: readonly PrivateSpot[]
}

/** What one person's data may be at most; checked before anything is read or unpacked whole. */
export const dataLimits = {
  totalBytes: 10 * 1024 * 1024,
  files: 200,
  /** Of the encrypted archive, packed and unpacked. */
  archiveBytes: 25 * 1024 * 1024,
  /** Entries of any kind in the archive, folders included. */
  archiveEntries: 1000,
} as const

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Puts files into their final order and names the version after their paths and contents. */
export function makePersonalData(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  leftOut: readonly string[] = [],
): PersonalData {
  const hashed = files
    .map(({ path, bytes }) => ({ path, bytes, sha256: sha256Of(bytes) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const fingerprint = hashed.map(({ path, sha256 }) => `${path}\0${sha256}\n`).join('')
  const version = createHash('sha256').update(fingerprint).digest('hex').slice(0, 16)
  return leftOut.length > 0 ? { version, files: hashed, leftOut: [...leftOut].sort() } : { version, files: hashed }
}
