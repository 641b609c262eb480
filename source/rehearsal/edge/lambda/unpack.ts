import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../../services/shell.ts'

export interface Unpacked {
  readonly directory: string
  /** Of the zip, in hex. */
  readonly sha256: string
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * Unpacks a zip into a folder named by its content, once. Python's zipfile keeps every entry inside the folder.
 * @throws {ToolError} when it is no zip.
 */
export async function unpack(zip: Buffer, parent: string, python: string): Promise<Unpacked> {
  const sha256 = createHash('sha256').update(zip).digest('hex')
  const directory = join(parent, sha256.slice(0, 32))
  if (await exists(directory)) return { directory, sha256 }
  const unfinished = join(parent, `unfinished-${randomUUID()}`)
  try {
    await mkdir(join(unfinished, 'content'), { recursive: true, mode: 0o700 })
    await writeFile(join(unfinished, 'package.zip'), zip)
    await run([python, '-m', 'zipfile', '-e', join(unfinished, 'package.zip'), join(unfinished, 'content')])
    await rename(join(unfinished, 'content'), directory).catch(async (error) => {
      // Somebody else may have unpacked the same bytes meanwhile.
      if (!(await exists(directory))) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return { directory, sha256 }
}
