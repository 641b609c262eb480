// Brings a clone to where it can run: npm packages, the page, the bundle. Needs Node and npm only,
// does nothing that is done already, and says what it does.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const stampFile = join(root, 'dist', 'built-from')

function say(text) {
  process.stderr.write(`${text}\n`)
}

function run(what, command, args, cwd = root) {
  say(`· ${what}: ${[command, ...args].join(' ')}`)
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  say(`${what} failed${error ? `: ${error.message}` : ''}.`)
  process.exit(3)
}

/** The lock file that npm itself keeps in node_modules is as new as the last install. */
function installPackages(folder, what) {
  const installed = join(folder, 'node_modules', '.package-lock.json')
  const wanted = join(folder, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return
  run(what, 'npm', ['ci', '--no-fund', '--no-audit'], folder)
}

function fingerprint() {
  const hash = createHash('sha256')
  const visit = (path) => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (['node_modules', 'dist', '__pycache__', '.terraform'].includes(entry.name)) continue
      const below = join(path, entry.name)
      if (entry.isDirectory()) visit(below)
      else hash.update(`${below}\0`).update(readFileSync(join(root, below)))
    }
  }
  for (const folder of ['source', 'frontend']) visit(folder)
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

export function prepare() {
  installPackages(root, 'Installing packages')
  const wanted = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  installPackages(join(root, 'frontend'), 'Installing the chat page’s packages')
  run('Building the chat page', 'npm', ['run', '--silent', 'build'], join(root, 'frontend'))
  run('Bundling', process.execPath, [join('source', 'release', 'bundle.mjs')])
  writeFileSync(stampFile, wanted)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepare()
