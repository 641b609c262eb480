import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ToolError, type ToolFailure, UserError } from '../../errors.ts'
import { type Moto, startMoto } from './start-moto.ts'

/** What is installed when the machine has no moto of use; our table of its gaps was measured with this version. */
const requirements = ['moto[server]==5.2.1', 'botocore>=1.42.30']

export interface Search {
  /** Where a virtual environment of ours may be made. */
  readonly home: string
  readonly onProgress: (message: string) => void
  readonly onOutput: (line: string) => void
}

/**
 * Runs moto on the first Python that has it: ours from an earlier time, the one behind `moto_server`,
 * python3, python; otherwise installs it into a virtual environment below `home`.
 */
export async function findAndStartMoto({ home, onProgress, onOutput }: Search): Promise<Moto> {
  const own = venvPython(home)
  const candidates = [
    () => (existsSync(own) ? own : undefined),
    () => 'python3',
    () => 'python',
    () => interpreterOf('moto_server'),
  ]
  for (const candidate of candidates) {
    const python = await candidate()
    const moto = python && (await startMoto(python, onOutput))
    if (moto) return moto
  }
  const base = await findPython()
  if (!base) {
    throw new UserError(
      'PYTHON_NOT_FOUND',
      'The rehearsal account runs on Python, and neither python3 nor python is on the PATH.',
      ['Install Python 3.10 or newer from https://www.python.org/downloads/'],
    )
  }
  await install(base, home, onProgress)
  const moto = await startMoto(own, onOutput)
  if (!moto)
    throw new UserError('MOTO_NOT_STARTED', `moto was installed into ${join(home, 'venv')} but does not start.`, [
      `Look into ${join(home, 'daemon.log')}`,
    ])
  return moto
}

const venvPython = (home: string) =>
  process.platform === 'win32' ? join(home, 'venv', 'Scripts', 'python.exe') : join(home, 'venv', 'bin', 'python')

/** The Python in a script's first line; a launcher that is no Python script has none. */
async function interpreterOf(name: string): Promise<string | undefined> {
  // Loaded only here: nearly always one of the first candidates does.
  const { findProgram } = await import('../../services/find-program.ts')
  const script = await findProgram(name)
  const first = script && (await readFile(script, 'latin1')).split('\n', 1)[0]
  return first ? /^#!\s*(\/\S*python[\d.]*)\s*$/.exec(first)?.[1] : undefined
}

async function findPython(): Promise<string | undefined> {
  for (const name of ['python3', 'python']) {
    const found = await promisify(execFile)(name, ['--version']).then(
      () => true,
      () => false,
    )
    if (found) return name
  }
  return undefined
}

async function install(python: string, home: string, onProgress: (message: string) => void): Promise<void> {
  const run = promisify(execFile)
  const venv = join(home, 'venv')
  try {
    onProgress(`Making a Python environment for the emulated account in ${venv}`)
    await run(python, ['-m', 'venv', venv])
    onProgress(`Installing ${requirements[0]} there (once, about a minute)`)
    await run(venvPython(home), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements], {
      maxBuffer: 1 << 26,
    })
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string }
    const failure: ToolFailure = {
      tool: 'pip',
      command: `pip install ${requirements.join(' ')}`,
      ...(typeof code === 'number' ? { toolExitCode: code } : {}),
      lastLines: stderr.trim().split('\n').slice(-8),
    }
    throw new ToolError(
      'MOTO_NOT_INSTALLED',
      'moto, which emulates AWS for the rehearsal, could not be installed.',
      failure,
      [`${python} -m pip install ${requirements.map((each) => `'${each}'`).join(' ')}`],
    )
  }
}
