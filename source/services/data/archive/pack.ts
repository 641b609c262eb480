import { pack } from 'tar-stream'
import type { PersonalData } from '../personal-data.ts'
import { manifestName, writeManifest } from './manifest.ts'

/** Nobody's, of no time: the same data gives the same bytes on every computer. */
const always = { mode: 0o644, uid: 0, gid: 0, mtime: new Date(0), type: 'file' } as const

/**
 * The name of the encrypted file in a release or at the root of a branch. It says which data for whom: who knows both
 * need not fetch the file, whose bytes differ each time.
 * @param tag of those whom it is encrypted for; see chooseLock.
 */
export const archiveName = (version: string, tag: string) => `data-encrypted-${version}-${tag}.age`

/** The version that a name of ours says; undefined for others. */
export const versionIn = (name: string): string | undefined =>
  /^data-encrypted-([0-9a-f]{16})-\w+\.age$/.exec(name)?.[1]

/** The tar archive of personal data: the manifest, then the files sorted by path. Plain; it is to be encrypted. */
export async function* packArchive(data: PersonalData): AsyncGenerator<Uint8Array> {
  const archive = pack()
  archive.entry({ ...always, name: manifestName }, writeManifest(data))
  for (const { path, bytes } of data.files) archive.entry({ ...always, name: path }, Buffer.from(bytes))
  archive.finalize()
  for await (const piece of archive as AsyncIterable<Uint8Array>) yield piece
}
