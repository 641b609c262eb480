import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../source/services/shell.ts'

const frontend = fileURLToPath(new URL('../../frontend/', import.meta.url))

export interface BuiltPage {
  readonly folder: string
  remove(): Promise<void>
}

/**
 * Builds the page into a folder of its own, so that test files do not get into each other's way.
 * @throws {ToolError} when the build fails, for example because `npm ci` was not run in frontend/.
 */
export async function buildPage(env: Readonly<Record<string, string>> = {}, source = frontend): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'twin-page-'))
  await run(['npm', 'run', 'build', '--', '--outDir', folder, '--emptyOutDir'], {
    cwd: source,
    env: { ...process.env, ...env },
  })
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
