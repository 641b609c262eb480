import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top of the repository, with a slash at its end. */
export const repository = fileURLToPath(new URL('../../', import.meta.url))

const notOurs = new Set(['node_modules', 'dist', '.terraform', '__pycache__', '.cache'])

/** Paths of all files below a folder of the repository, from the top of the repository. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return []
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

export const readText = (path: string) => readFileSync(join(repository, path), 'utf8')
