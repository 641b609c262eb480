// The age program itself, which files must cross to and from: the one on PATH, or one that is fetched once into
// node_modules/.cache, where nobody needs to be root.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['age', 'age-keygen']

const advice =
  'The tests need the programs age and age-keygen on PATH (Debian, Ubuntu: sudo apt install age; macOS: brew install age).'

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.find((folder) => names.every((name) => existsSync(join(folder, name))))
}

function runIn(folder, command, args) {
  const { status, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 120_000 })
  if (status === 0) return
  const why = (error?.message ?? stderr).trim().split('\n').at(-1)
  throw new Error(`${advice} Fetching them by ${command} failed: ${why}`)
}

/** Unpacks Debian's package beside its place and moves it there whole: two tests may do so at once. */
function fetchFromDebian(cache, place) {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'fetching-'))
  try {
    runIn(folder, 'apt-get', ['download', 'age'])
    const archive = readdirSync(folder).find((name) => name.endsWith('.deb'))
    if (!archive) throw new Error(advice)
    runIn(folder, 'dpkg', ['-x', archive, 'unpacked'])
    if (!existsSync(place)) renameSync(join(folder, 'unpacked'), place)
  } catch (error) {
    if (!existsSync(place)) throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Where the programs are.
 * @param root the top of the repository.
 * @returns {{ age: string, keygen: string }}
 * @throws Error with a sentence when they are neither on PATH nor to be had.
 */
export function findAge(root) {
  const cache = join(root, 'node_modules', '.cache', 'age-program')
  const place = join(cache, 'debian')
  const fetched = join(place, 'usr', 'bin')
  let folder = onPath()
  if (!folder) {
    if (!existsSync(join(fetched, 'age'))) fetchFromDebian(cache, place)
    folder = fetched
  }
  return { age: join(folder, 'age'), keygen: join(folder, 'age-keygen') }
}
