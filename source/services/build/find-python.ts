import { UserError } from '../../errors.ts'
import { findProgram } from '../find-program.ts'
import { run } from '../shell.ts'

export interface Python {
  /** The interpreter itself, behind any launcher or shim. */
  readonly path: string
  /** As in `3.13.1`. */
  readonly version: string
}

const lowest = [3, 9] as const
const question = 'import sys; print("%d.%d.%d" % sys.version_info[:3]); print(sys.executable)'

const howToGetPython: Readonly<Record<string, string>> = {
  darwin: 'brew install python',
  win32: 'winget install Python.Python.3.13',
  linux: 'sudo apt install python3 python3-pip (Debian, Ubuntu) or sudo dnf install python3 python3-pip (Fedora)',
}

const howToGetPip: Readonly<Record<string, string>> = {
  linux: 'sudo apt install python3-pip (Debian, Ubuntu) or sudo dnf install python3-pip (Fedora)',
}

/** Whether a version as Python prints it is one that we can work with; pure. */
export function isUsablePython(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major === lowest[0] && minor >= lowest[1]
}

async function ask(program: string): Promise<Python | undefined> {
  const answer = await run([program, '-c', question], { allowFailure: true })
  const [version, path] = answer.stdout.trim().split(/\r?\n/)
  return answer.exitCode === 0 && version && path ? { version, path } : undefined
}

/**
 * A Python on PATH that can install packages; it builds the layer, and need not be the Lambda's own version.
 * @throws {UserError} TOOL_PYTHON_MISSING, TOOL_PIP_MISSING: with how to get it on this system.
 */
export async function findPython(options: { readonly path?: string } = {}): Promise<Python> {
  const seen: Python[] = []
  for (const name of ['python3', 'python']) {
    const program = await findProgram(name, options.path)
    const python = program === undefined ? undefined : await ask(program)
    if (!python) continue
    seen.push(python)
    if (!isUsablePython(python.version)) continue
    const pip = await run([python.path, '-m', 'pip', '--version'], { allowFailure: true })
    if (pip.exitCode === 0) return python
  }
  const usable = seen.find((python) => isUsablePython(python.version))
  if (usable) {
    throw new UserError('TOOL_PIP_MISSING', `Python ${usable.version} (${usable.path}) has no pip.`, [
      howToGetPip[process.platform] ?? `"${usable.path}" -m ensurepip --upgrade`,
    ])
  }
  const found = seen.map((python) => `${python.version} at ${python.path}`).join(', ')
  throw new UserError(
    'TOOL_PYTHON_MISSING',
    `Python ${lowest.join('.')} or newer is needed to pack the backend's dependencies; ${found ? `only ${found} was found` : 'none is on PATH'}.`,
    [howToGetPython[process.platform] ?? 'https://www.python.org/downloads/'],
  )
}
