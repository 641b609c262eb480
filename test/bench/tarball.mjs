import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { printCount } from './support/measure.mjs'
import { installProgram, packProgram } from './support/package.mjs'
import { root } from './support/places.mjs'

const unwanted = /(^|\/)(node_modules|__pycache__|\.terraform|\.venv|\.pytest_cache)\/|^frontend\/dist\/|\.tsx?\.map$/
const wanted = [
  'dist/cli.cjs',
  'dist/opening.cjs',
  'dist/main.mjs',
  'dist/rehearsal-daemon.mjs',
  'dist/page/index.html',
  'templates/_gitignore',
  'templates/scripts/deploy.sh',
  'terraform/versions.tf',
  'terraform/.terraform.lock.hcl',
  'backend/app/handler.py',
  'backend/data/personal_data/facts.json',
  'backend/requirements.in',
  'backend/requirements.txt',
  'backend/requirements-runtime.txt',
  'backend/pyproject.toml',
  'frontend/package.json',
  'frontend/package-lock.json',
  'frontend/src/main.tsx',
]

/** What `npm pack` makes, and what an install without a network leaves in node_modules. */
export async function tarball() {
  const { size, unpackedSize, files } = await packProgram()
  const paths = files.map(({ path }) => path)
  printCount('tarball', `${size} bytes, ${files.length} files (${unpackedSize} bytes unpacked)`, 'at most 2 MB')
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  printCount('dependencies', Object.keys(dependencies).length, '0')
  printCount('in it, but unwanted', paths.filter((path) => unwanted.test(path)).join(', ') || 'nothing')
  printCount('wanted, but not in it', wanted.filter((path) => !paths.includes(path)).join(', ') || 'nothing')
  const bin = await installProgram()
  const packages = readdirSync(join(bin, '..', '..', '..')).filter((name) => !name.startsWith('.'))
  printCount('packages after an install without a network', packages.length, '1')
  printCount('Terraform’s lock file arrives', existsSync(join(bin, '..', '..', 'terraform', '.terraform.lock.hcl')))
}
