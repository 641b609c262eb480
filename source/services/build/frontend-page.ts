import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ToolError, UserError } from '../../errors.ts'
import { findProgram } from '../find-program.ts'
import type { run as runProgram } from '../shell.ts'
import { buildCommand } from './build-command.ts'
import { notFrontendSource, sourceHashFile } from './frontend-source.ts'
import { hashOfTree } from './hash-of-tree.ts'
import { keptInstallation } from './kept-installation.ts'

export interface PageOptions {
  /** The user's copy of the front end's source. */
  readonly frontendDirectory: string
  /** What came with this program: the file `source-hash` and the built page in the folder `page`. */
  readonly shippedDirectory: string
  readonly run: typeof runProgram
  readonly signal?: AbortSignal
  readonly report?: (message: string) => void
  /** Installs and builds whatever was installed and built before. */
  readonly force?: boolean
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
  const npm = await findProgram('npm')
  if (!npm) {
    throw new UserError('TOOL_NPM_MISSING', 'The front end was changed, and npm, which builds it, is not on PATH.', [
      'Install Node.js with npm: https://nodejs.org/',
    ])
  }
  const installed = await keptInstallation(frontendDirectory)
  if (options.force || !(await installed.isCurrent())) {
    options.report?.("Installing the front end's packages")
    // A NODE_ENV of production would leave out the very tools that build the page.
    await runTool([npm, 'ci', '--include=dev', '--no-audit', '--no-fund'], 'npm ci', options)
    await installed.remember()
  }
  options.report?.('Building the page')
  await runTool(await buildCommand(frontendDirectory, npm), 'npm run build', options)
  const directory = join(frontendDirectory, 'dist')
  await access(join(directory, 'index.html')).catch(() => {
    throw new UserError('PAGE_NOT_BUILT', `npm run build ended well but made no ${join(directory, 'index.html')}.`, [
      'Let the build script in frontend/package.json write to dist.',
    ])
  })
  return { directory, built: true }
}

/** @param name the command as a person would type it */
async function runTool(command: readonly [string, ...string[]], name: string, options: PageOptions): Promise<void> {
  const { run, signal, frontendDirectory } = options
  const result = await run(command, {
    cwd: frontendDirectory,
    tool: 'npm',
    allowFailure: true,
    ...(signal ? { signal } : {}),
  })
  if (result.exitCode === 0) return
  const output = `${result.stdout}\n${result.stderr}`.trim()
  throw new ToolError(
    'NPM_FAILED',
    `${name} ended with exit code ${result.exitCode} in ${frontendDirectory}.`,
    {
      tool: 'npm',
      command: name,
      toolExitCode: result.exitCode,
      lastLines: output.split(/\r?\n/).slice(-12),
    },
    [`cd "${frontendDirectory}" && ${name}   # to see it by hand`],
  )
}
