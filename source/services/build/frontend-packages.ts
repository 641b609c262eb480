import { ToolError, UserError } from '../../errors.ts'
import { findProgram } from '../find-program.ts'
import type { run as runProgram } from '../shell.ts'
import { keptInstallation } from './kept-installation.ts'

export interface FrontendOptions {
  /** The user's copy of the front end's source. */
  readonly frontendDirectory: string
  readonly run: typeof runProgram
  readonly signal?: AbortSignal
  readonly report?: (message: string) => void
  /** Installs whatever was installed before. */
  readonly force?: boolean
}

/**
 * Installs the front end's npm packages when the lock file is another one than at the last installation.
 * @returns path of npm.
 * @throws {UserError} TOOL_NPM_MISSING, FOLDER_UNREADABLE
 * @throws {ToolError} NPM_FAILED
 */
export async function installFrontendPackages(options: FrontendOptions): Promise<string> {
  const npm = await findProgram('npm')
  if (!npm) {
    throw new UserError('TOOL_NPM_MISSING', 'The front end needs npm, which builds it, and npm is not on PATH.', [
      'Install Node.js with npm: https://nodejs.org/',
    ])
  }
  const installed = await keptInstallation(options.frontendDirectory)
  if (options.force || !(await installed.isCurrent())) {
    options.report?.("Installing the front end's packages")
    // A NODE_ENV of production would leave out the very tools that build the page.
    await runFrontendTool([npm, 'ci', '--include=dev', '--no-audit', '--no-fund'], 'npm ci', options)
    await installed.remember()
  }
  return npm
}

/**
 * Runs one of the front end's own tools in its folder.
 * @param name the command as a person would type it
 * @throws {ToolError} NPM_FAILED
 */
export async function runFrontendTool(
  command: readonly [string, ...string[]],
  name: string,
  options: FrontendOptions,
): Promise<void> {
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
