// Python environments for the tests alone. There are two: the backend's tests run on the boto3 of the
// Lambda runtime, which is too old for the moto that a rehearsal installs for itself.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** As in backend/pyproject.toml. */
const oldest = 11

/** What each environment holds. */
const contents = {
  rehearsal: { requirements: rehearsalRequirements, title: 'the packages of a rehearsal' },
  backend: {
    requirements: (root) => readFileSync(join(root, 'backend', 'requirements-dev.txt'), 'utf8'),
    title: 'backend/requirements-dev.txt',
  },
}

/** Read from the product, so that the tests never run on another moto. */
function rehearsalRequirements(root) {
  const text = readFileSync(join(root, 'source', 'rehearsal', 'moto', 'find-moto.ts'), 'utf8')
  const list = /const requirements = \[(.*)\]/.exec(text)?.[1] ?? ''
  const found = [...list.matchAll(/'([^']+)'/g)].map(([, requirement]) => requirement)
  if (found.length === 0) throw new Error('source/rehearsal/moto/find-moto.ts names no moto to install.')
  return `${found.join('\n')}\n`
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
 * Makes an environment when it is missing or its requirements changed, and says so.
 * @param name `rehearsal` or `backend`
 * @returns a promise of its folder of programs, to be put first on PATH.
 * @throws Error with a sentence when there is no Python or the packages cannot be installed.
 */
export async function prepareVenv(root, name, say) {
  const python = findPython()
  const { requirements, title } = contents[name]
  const text = requirements(root)
  const key = createHash('sha256').update(`${python.version} ${text}`).digest('hex').slice(0, 16)
  const cache = join(root, 'node_modules', '.cache', `test-venv-${name}`)
  const venv = join(cache, key)
  const programs = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin')
  const finished = join(venv, 'finished')
  if (existsSync(finished)) return programs
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  say(`· Making a Python ${python.version} environment with ${title} (once, about a minute)`)
  await run([python.name, '-m', 'venv', venv])
  const list = join(venv, 'requirements.txt')
  writeFileSync(list, text)
  await run([join(programs, 'python'), '-m', 'pip', 'install', '-qq', '--disable-pip-version-check', '-r', list])
  writeFileSync(finished, '')
  return programs
}

async function run([program, ...args]) {
  const ending = await new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 2, 2] })
    child.once('error', ({ message }) => resolve(message))
    child.once('close', (code) => resolve(code === 0 ? '' : `ended with ${code}`))
  })
  if (ending === '') return
  throw new Error(`The Python environment of the tests could not be made: ${program} ${args.join(' ')} ${ending}.`)
}
