import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file so that it holds all of the new or all of the old, killed at any instant.
 * @param mode of a new file, as `chmod` takes it; 0644 without it.
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  // Always the same name: what a killed run left there goes with the next one.
  const fresh = join(dirname(path), `.${basename(path)}.new`)
  try {
    await rm(fresh, { force: true })
    await writeFile(fresh, content, { mode, flag: 'wx', flush: true })
    await rename(fresh, path)
  } catch (problem) {
    await rm(fresh, { force: true })
    throw problem
  }
}
