import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'
import { buildCommand } from './build-command.ts'
import { type FrontendOptions, installFrontendPackages, runFrontendTool } from './frontend-packages.ts'
import { notFrontendSource, sourceHashFile } from './frontend-source.ts'
import { hashOfTree } from './hash-of-tree.ts'

export interface PageOptions extends FrontendOptions {
  /** What came with this program: the file `source-hash` and the built page in the folder `page`. */
  readonly shippedDirectory: string
}

/**
 * A folder with the page, ready for upload: the shipped one while the user's source is the one it was built from, else
 * built from the user's source with the front end's own npm scripts. Packages are installed when the lock file is another one
 * than at the last installation.
 * @throws {UserError} TOOL_NPM_MISSING, PAGE_NOT_BUILT, FOLDER_UNREADABLE
 * @throws {ToolError} NPM_FAILED
 */
export async function buildPage(options: PageOptions): Promise<{ directory: string; built: boolean }> {
  const { frontendDirectory, shippedDirectory } = options
  const shipped = await readFile(join(shippedDirectory, sourceHashFile), 'utf8').catch(() => '')
  if (shipped.trim() !== '' && shipped.trim() === (await hashOfTree(frontendDirectory, notFrontendSource))) {
    return { directory: join(shippedDirectory, 'page'), built: false }
  }
  const npm = await installFrontendPackages(options)
  options.report?.('Building the page')
  await runFrontendTool(await buildCommand(frontendDirectory, npm), 'npm run build', options)
  const directory = join(frontendDirectory, 'dist')
  await access(join(directory, 'index.html')).catch(() => {
    throw new UserError('PAGE_NOT_BUILT', `npm run build ended well but made no ${join(directory, 'index.html')}.`, [
      'Let the build script in frontend/package.json write to dist.',
    ])
  })
  return { directory, built: true }
}
