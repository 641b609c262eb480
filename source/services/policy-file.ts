import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UserError } from '../errors.ts'
import type { PolicyDocument } from '../permissions/policy.ts'

/** `path` for the first document, with -2, -3 … before its ending for the others. */
export const partFile = (path: string, index: number) =>
  index === 0 ? path : path.replace(/(\.[^./\\]*)?$/, (ending) => `-${index + 1}${ending}`)

/**
 * Writes policies, each to a file that only this user can read or change: who may change it decides what
 * an administrator attaches.
 * @returns the paths, in order.
 * @throws UserError FILE_NOT_WRITTEN.
 */
export async function writePolicyFiles(documents: readonly PolicyDocument[], path: string): Promise<readonly string[]> {
  try {
    await mkdir(dirname(path), { recursive: true })
    return await Promise.all(
      documents.map(async (document, index) => {
        const file = partFile(path, index)
        await writeFile(file, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600 })
        // The mode above counts for a new file alone.
        await chmod(file, 0o600)
        return file
      }),
    )
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException
    if (code === undefined) throw problem
    throw new UserError('FILE_NOT_WRITTEN', `The policy could not be written: ${message}.`, [
      'twin policy --write <file>   # somewhere you may write',
    ])
  }
}
