// A Python environment for the tests alone: what backend/requirements-dev.txt pins, and the moto that a
// rehearsal would install for itself (with all its services, where the backend's tests need S3 only).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** As in backend/pyproject.toml. */
const oldest = 11

/** Read from the product, so that the tests never run on another moto. */
function motoRequirement(root) {
  const text = readFileSync(join(root, 'source', 'rehearsal', 'moto', 'find-moto.ts'), 'utf8')
  const requirement = /'(moto\[server\]==[\d.]+)'/.exec(text)?.[1]
  if (!requirement) throw new Error('source/rehearsal/moto/find-moto.ts names no moto to install.')
  return requirement
}

const question = 'import sys; print("%d.%d" % sys.version_info[:2])'

function findPython() {
  for (const name of ['python3', 'python']) {
    const { status, stdout } = spawnSync(name, ['-c', question], { encoding: 'utf8' })
    const [major, minor] = (stdout ?? '').trim().split('.').map(Number)
    if (status === 0 && major === 3 && minor >= oldest) return { name, version: `3.${minor}` }
  }
  throw new Error(
    `The tests need Python 3.${oldest} or newer on PATH as python3, with its venv module (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python).`,
  )
}

/**
 * Makes the environment when it is missing or its requirements changed, and says so.
 * @returns its folder of programs, to be put first on PATH.
 * @throws Error with a sentence when there is no Python or the packages cannot be installed.
 */
export function prepareVenv(root, say) {
  const python = findPython()
  const requirements = join(root, 'backend', 'requirements-dev.txt')
  const moto = motoRequirement(root)
  const key = createHash('sha256').update(`${python.version} ${moto} `).update(readFileSync(requirements)).digest('hex')
  const cache = join(root, 'node_modules', '.cache', 'test-venv')
  const venv = join(cache, key.slice(0, 16))
  const programs = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin')
  const finished = join(venv, 'finished')
  if (existsSync(finished)) return programs
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  say(
    `· Making a Python ${python.version} environment with backend/requirements-dev.txt and ${moto} (once, about a minute)`,
  )
  run([python.name, '-m', 'venv', venv])
  const pip = [join(programs, 'python'), '-m', 'pip', 'install', '-qq', '--disable-pip-version-check']
  run([...pip, '-r', requirements])
  run([...pip, moto])
  writeFileSync(finished, '')
  return programs
}

function run([program, ...args]) {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 2, 2] })
  if (status !== 0) {
    throw new Error(
      `The Python environment of the tests could not be made: ${program} ${args.join(' ')} ${error?.message ?? `ended with ${status}`}.`,
    )
  }
}
