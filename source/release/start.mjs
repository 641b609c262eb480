// `npm start`: the whole wizard as a rehearsal, on a project folder of its own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

prepare()
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'dist', 'cli.cjs'),
    'setup',
    join(root, '.rehearsal', 'digital-twin'),
    '--rehearse',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 70
