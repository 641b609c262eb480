import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file so that it holds all of the new or all of the old, killed at any instant. A link stays a link.
 * @param mode as `chmod` takes it; 0644 without it. Who could not read or change the file before cannot afterwards.
 */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const before = await stat(target).then(
    (found) => found.mode,
    () => mode,
  )
  // Always the same name: what a killed run left there goes with the next one.
  const fresh = join(dirname(target), `.${basename(target)}.new`)
  try {
    await rm(fresh, { force: true })
    await writeFile(fresh, content, { mode: mode & before, flag: 'wx', flush: true })
    await rename(fresh, target)
  } catch (problem) {
    await rm(fresh, { force: true })
    throw problem
  }
}
