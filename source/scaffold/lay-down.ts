import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { unfinishedMark } from './is-project.ts'

/** Folders of ours that become the user's, as they are. */
const sources = ['terraform', 'backend', 'frontend']

/** What a working copy holds beside its sources. */
const left = new Set([
  'node_modules',
  'dist',
  '__pycache__',
  '.venv',
  '.terraform',
  '.pytest_cache',
  '.ruff_cache',
  '.mypy_cache',
])

/**
 * npm leaves files named `.gitignore` out of a package and renames some others, so dot-files are
 * kept with an underscore and get their dot back here.
 */
const landingName = (path: string) =>
  path
    .split(sep)
    .map((part) => (part.startsWith('_') && !part.startsWith('__') ? `.${part.slice(1)}` : part))
    .join(sep)

/**
 * Copies a new project into `root`. Files that are there already stay as they are. A mark stands
 * until the last file is in place, so that a killed run is recognised and finished by the next.
 * @returns how many files were written.
 */
export async function layDown(assets: string, root: string, version: string): Promise<number> {
  await mkdir(join(root, '.twin'), { recursive: true, mode: 0o700 })
  await writeFile(join(root, unfinishedMark), `${version}\n`)
  let written = 0
  for (const source of sources) {
    for (const path of await filesBelow(join(assets, source))) {
      written += await place(join(assets, source, path), join(root, source, path))
    }
  }
  const templates = join(assets, 'templates')
  for (const path of await filesBelow(templates)) {
    written += await place(join(templates, path), join(root, landingName(path)))
  }
  await rm(join(root, unfinishedMark))
  return written
}

async function place(from: string, to: string): Promise<number> {
  if (existsSync(to)) return 0
  await mkdir(dirname(to), { recursive: true })
  // Under its own name only when it is whole: the next run keeps every file that it finds.
  const draft = `${to}.laying-down`
  await copyFile(from, draft)
  if (to.endsWith('.sh')) await chmod(draft, 0o755)
  await rename(draft, to)
  return 1
}

async function filesBelow(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const nested = await Promise.all(
    entries
      .filter(({ name }) => !left.has(name))
      .map((entry) => {
        const path = join(below, entry.name)
        return entry.isDirectory() ? filesBelow(folder, path) : [path]
      }),
  )
  return nested.flat().sort()
}
