import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type ListedFile, listFiles } from './list-files.ts'
import type { PackageSize } from './package-limits.ts'
import { largestParts, type PackagePart, quoted } from './package-parts.ts'

const isPartOfThePackage = (_path: string, name: string) =>
  !name.startsWith('.') && !['__pycache__', 'tests'].includes(name) && !/\.py[co]$/.test(name)

/** The files of the backend that go into the function's package; paths are those in the zip. */
export async function listOwnCode(backendDirectory: string): Promise<readonly ListedFile[]> {
  const files = await listFiles(join(backendDirectory, 'app'), isPartOfThePackage)
  return files.map((file) => ({ ...file, path: `app/${file.path}` }))
}

/** A zip's own bytes for a file that is stored as it is: APPNOTE.TXT, sections 4.3.7 and 4.3.12. */
const bytesPerEntry = (path: string) => 30 + 46 + 2 * Buffer.byteLength(path)
const bytesAtTheEnd = 22

/** @param path as it is in the zip, which is as it is in the backend's folder. */
export const ownCodePart = (path: string, bytes: number): PackagePart => ({
  name: `backend/${path}`,
  bytes,
  remedy: `mv ${quoted(`backend/${path}`)} .   # out of the package; the backend must do without it`,
})

/** How large the function's package will be. Reads no file, only their sizes. */
export async function sizeOfOwnCode(files: readonly ListedFile[]): Promise<PackageSize> {
  const parts = await Promise.all(
    files.map(async ({ path, absolute }) => ownCodePart(path, (await stat(absolute)).size)),
  )
  const unzippedBytes = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const overhead = files.reduce((sum, { path }) => sum + bytesPerEntry(path), bytesAtTheEnd)
  return { bytes: unzippedBytes + overhead, unzippedBytes, largest: largestParts(parts) }
}
