import { createHash } from 'node:crypto'
import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/**
 * What can be made again at any time and is written whole or not at all: packages, Terraform's downloads;
 * and the note that a refusal leaves for doctor.
 */
const cached = [join('.twin', 'build'), join('.twin', 'last-failure.json'), join('terraform', '.terraform')]

/** Every file below a folder with its mode and content, to compare with later; caches and notes are left out. */
export function snapshotOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    entries
      .map((entry: Dirent) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), path] as const)
      .filter(([name]) => !cached.some((each) => name === each || name.startsWith(`${each}${sep}`)))
      .sort()
      .map(([name, path]) => {
        const { mode } = lstatSync(path)
        const content = lstatSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : ''
        return [name, `${mode.toString(8)} ${content}`]
      }),
  )
}
