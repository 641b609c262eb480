import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { UserError } from '../../errors.ts'
import { checkTotal } from './check-data.ts'

export interface FoundFile {
  /** Below the root, with forward slashes. */
  readonly path: string
  readonly absolute: string
  /** Bytes. */
  readonly size: number
}

/** Turns an error of the file system into a sentence about the user's data. */
export function unreadable(path: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
  const reasons: Record<string, string> = {
    EACCES: 'you have no permission to read it',
    EPERM: 'you have no permission to read it',
    ENOENT: 'it is a link to something that does not exist',
    ENOTDIR: 'it is not a folder',
    ELOOP: 'it is a link that leads to itself',
  }
  return new UserError('DATA_UNREADABLE', `${path} cannot be read: ${reasons[code] ?? code}.`, [`ls -l ${path}`])
}

async function inspect(root: string, path: string, entry: Dirent): Promise<FoundFile> {
  const absolute = join(root, path)
  try {
    const [target, details] = await Promise.all([realpath(absolute), stat(absolute)])
    if (!target.startsWith(root + sep)) {
      const message = `${path} is a link to something outside of the data folder.`
      throw new UserError('DATA_INVALID', message, [`Put the file itself in its place, or remove the link ${path}.`])
    }
    if (details.isFile()) return { path, absolute: target, size: details.size }
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(absolute, error)
  }
  const what = entry.isSymbolicLink() ? 'a link to a folder' : 'not an ordinary file'
  throw new UserError('DATA_UNREADABLE', `${path} cannot be read: it is ${what}.`, [`Remove ${path}.`])
}

/**
 * Every file of one folder below `root` (a real path, without links), hidden ones excepted; an absent folder has none.
 * @throws {UserError} DATA_UNREADABLE, DATA_INVALID for links that lead out, DATA_TOO_LARGE for too many files.
 */
export async function walkFolder(root: string, folder: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  const visit = async (path: string): Promise<void> => {
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error) => {
      if (path === folder && error.code === 'ENOENT') return []
      throw unreadable(join(root, path), error)
    })
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      const child = `${path}/${entry.name}`
      if (entry.isDirectory()) await visit(child)
      else found.push(await inspect(root, child, entry))
      checkTotal(0, found.length)
    }
  }
  await visit(folder)
  return found
}
