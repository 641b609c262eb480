import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../../errors.ts'
import { listFiles } from '../build/list-files.ts'

/** Bytes by their SHA-256. */
export type Contents = ReadonlyMap<string, Buffer>

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The files of a built page: what is in them, and which path has which hash. */
export async function readPageFiles(directory: string): Promise<{
  readonly page: Readonly<Record<string, string>>
  readonly contents: Contents
}> {
  const contents = new Map<string, Buffer>()
  const page: Record<string, string> = {}
  for (const { path, absolute } of await listFiles(directory, () => true)) {
    const bytes = await readFile(absolute)
    page[path] = sha256(bytes)
    contents.set(sha256(bytes), bytes)
  }
  return { page, contents }
}

/** Writes a file of a release where it belongs. @throws {UserError} RELEASE_DAMAGED when it is not what was kept. */
export async function placeFile(path: string, wanted: string, bytes: Uint8Array | undefined): Promise<void> {
  if (!bytes || sha256(bytes) !== wanted) {
    throw new UserError(
      'RELEASE_DAMAGED',
      `A file of that release is ${bytes ? 'not what was kept' : 'gone'} (${wanted.slice(0, 12)}). Nothing was changed.`,
      ['twin deploy   # puts up what lies here'],
    )
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}

/** An empty folder for a page of earlier days. */
export async function emptyPageFolder(build: string): Promise<string> {
  const folder = join(build, 'earlier-page')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}
