import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'

export interface ListedFile {
  /** Relative to the folder that was listed, with forward slashes on every platform. */
  readonly path: string
  readonly absolute: string
}

/**
 * Every file below a folder, sorted by its path's code units (never by locale or by the file system's order).
 * `keep` sees each entry's relative path and name; a folder that it refuses is not entered.
 * @throws {UserError} FOLDER_UNREADABLE when the folder is not there; LINK_IN_FOLDER at a symbolic link, which could lead
 * anywhere and would not survive an archive.
 */
export async function listFiles(
  directory: string,
  keep: (path: string, name: string) => boolean,
): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of await entriesOf(join(directory, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (!keep(path, entry.name)) continue
      if (entry.isSymbolicLink()) {
        throw new UserError('LINK_IN_FOLDER', `${join(directory, path)} is a symbolic link, which cannot be packed.`, [
          'Put a copy of the file in its place.',
        ])
      }
      if (entry.isDirectory()) pending.push(path)
      else if (entry.isFile()) files.push({ path, absolute: join(directory, path) })
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    throw new UserError('FOLDER_UNREADABLE', `${folder} cannot be read: ${(error as Error).message}.`, [
      'Check that the project directory is complete, for example with git status.',
    ])
  }
}
