import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { listFiles } from './list-files.ts'
import { withUnixLineEnds } from './text-bytes.ts'

/**
 * One hash (sha256, hex) of names and contents below a folder. Line ends do not count, nor do files and folders whose
 * name is in `ignore`, at any depth; so a checkout on Windows has the hash of the release.
 * @throws {UserError} FOLDER_UNREADABLE, LINK_IN_FOLDER
 */
export async function hashOfTree(directory: string, ignore: readonly string[]): Promise<string> {
  const files = await listFiles(directory, (_path, name) => !ignore.includes(name))
  const hash = createHash('sha256')
  for (const file of files) {
    const content = withUnixLineEnds(await readFile(file.absolute))
    // Lengths keep one file's end and the next one's start apart.
    hash.update(`${Buffer.byteLength(file.path)}:${file.path}:${content.length}:`).update(content)
  }
  return hash.digest('hex')
}
