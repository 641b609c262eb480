import { join } from 'node:path'
import { cleanEnvironment, timeProgram } from './measure.mjs'
import { emptyFolder, root } from './places.mjs'

let packed

/** The tarball of the built program, made once a run; `npm pack` tells size and files. */
export function packProgram() {
  packed ??= pack()
  return packed
}

async function pack() {
  const folder = emptyFolder('pack')
  const { output } = await timeProgram(
    ['npm', 'pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder],
    { cwd: root },
  )
  const [description] = JSON.parse(output.slice(output.indexOf('[\n')))
  return { ...description, path: join(folder, description.filename) }
}

/** Installs the tarball in a folder of its own, without a network, and gives the bin. */
export async function installProgram() {
  const { path, name } = await packProgram()
  const folder = emptyFolder('installed')
  const env = cleanEnvironment({ npm_config_offline: 'true', npm_config_cache: emptyFolder('cache') })
  await timeProgram(['npm', 'install', '--no-fund', '--no-audit', '--prefix', folder, path], { cwd: folder, env })
  return join(folder, 'node_modules', name, 'dist', 'cli.cjs')
}
