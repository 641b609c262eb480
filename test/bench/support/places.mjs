import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
export const dist = join(root, 'dist')
export const cli = join(dist, 'cli.cjs')

const made = []

/** An empty folder that is gone when the bench ends. */
export function emptyFolder(name = 'empty') {
  const path = mkdtempSync(join(tmpdir(), `twin-bench-${name}-`))
  made.push(path)
  return path
}

export function removeFolders() {
  for (const path of made) if (existsSync(path)) rmSync(path, { recursive: true, force: true })
}
