import { createHash } from 'node:crypto'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ToolError, UserError } from '../../errors.ts'
import { findPython } from '../build/find-python.ts'
import { run } from '../shell.ts'

export interface PythonEnvironmentOptions {
  /** The project's folder `backend`. */
  readonly backend: string
  /** Where environments lie, one for each list of requirements. */
  readonly parent: string
  readonly report?: (message: string) => void
  readonly signal?: AbortSignal
}

/** As in backend/pyproject.toml. */
const oldest = [3, 11] as const

/**
 * A Python environment with what the backend needs on this machine, made once for a list of requirements.
 * @returns path of its interpreter.
 * @throws {UserError} DEV_PYTHON_TOO_OLD, TOOL_PYTHON_MISSING, TOOL_PIP_MISSING
 * @throws {ToolError} DEV_PACKAGES_FAILED
 */
export async function pythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const { backend, parent, report, signal } = options
  const python = await findPython()
  const [major = 0, minor = 0] = python.version.split('.').map(Number)
  if (major !== oldest[0] || minor < oldest[1]) {
    throw new UserError(
      'DEV_PYTHON_TOO_OLD',
      `The backend is written for Python ${oldest.join('.')} or newer; python3 on PATH is ${python.version} (${python.path}).`,
      [`Put Python ${oldest.join('.')} or newer first on PATH, then run twin dev again.`],
    )
  }
  const list = join(backend, 'requirements-local.txt')
  const hash = createHash('sha256')
    .update(`${python.path} ${python.version} `)
    .update(await readFile(list))
  const folder = join(parent, `python-${hash.digest('hex').slice(0, 16)}`)
  const interpreter = (place: string) =>
    process.platform === 'win32' ? join(place, 'Scripts', 'python.exe') : join(place, 'bin', 'python')
  const finished = join(folder, 'finished')
  const isFinished = await access(finished).then(
    () => true,
    () => false,
  )
  if (isFinished) return interpreter(folder)
  report?.('installing the Python packages, once')
  await mkdir(parent, { recursive: true })
  await rm(folder, { recursive: true, force: true })
  await tool([python.path, '-m', 'venv', folder], signal)
  const pip = [interpreter(folder), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'] as const
  await tool([...pip, '-r', list], signal)
  await writeFile(finished, '')
  return interpreter(folder)
}

async function tool(command: [string, ...string[]], signal: AbortSignal | undefined): Promise<void> {
  const result = await run(command, { tool: 'pip', allowFailure: true, ...(signal ? { signal } : {}) })
  if (result.exitCode === 0) return
  const lastLines = `${result.stdout}\n${result.stderr}`.trim().split(/\r?\n/).slice(-12)
  throw new ToolError(
    'DEV_PACKAGES_FAILED',
    `The backend's packages cannot be installed: ${lastLines.find((line) => line.startsWith('ERROR')) ?? lastLines.at(-1)}`,
    { tool: 'pip', command: command.join(' '), toolExitCode: result.exitCode, lastLines },
  )
}
