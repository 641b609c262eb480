import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanEnvironment, interleave, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { packProgram } from './support/package.mjs'
import { peer } from './support/peer.mjs'
import { emptyFolder, root } from './support/places.mjs'
import { openRegistry } from './support/registry.mjs'

const lines = [
  { name: 'loopback', latency: 0, speed: Number.POSITIVE_INFINITY },
  { name: 'a line of 20 ms and 50 Mbit/s', latency: 20, speed: 6250 },
]

/** `npx <package> --help` with an empty cache, both packages from the same registry on loopback. */
export async function npx({ rounds = 15 }) {
  const packages = [await ourPackage(), await peerPackage()]
  for (const { manifest, tarball } of packages) {
    const needs = Object.keys(manifest.dependencies ?? {}).length
    printCount(`${manifest.name} ${manifest.version}`, `${tarball.length} bytes, ${needs} dependencies`)
  }
  const [ours, theirs] = packages.map(({ manifest }) => manifest.name)
  for (const line of lines) {
    const { registry, close } = await openRegistry(packages, line)
    const cold = async (name) => {
      const env = cleanEnvironment({ npm_config_registry: registry, npm_config_cache: emptyFolder('cache') })
      const folder = emptyFolder()
      return (await timeProgram(['npx', '--yes', name, '--help'], { cwd: folder, env })).milliseconds
    }
    const taken = await interleave(rounds, { ours: () => cold(ours), peer: () => cold(theirs) })
    printRatio(`cold npx / ${theirs} (${line.name})`, taken, 'ours', 'peer', 'at most 1.1')
    await close()
  }
}

async function ourPackage() {
  const tarball = readFileSync((await packProgram()).path)
  const { name, version, bin, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  return { manifest: { name, version, bin, engines, dist: { integrity } }, tarball }
}

/** The newest of the peer, as the registry has it. */
async function peerPackage() {
  const folder = emptyFolder('peer')
  const npm = async (...args) => (await timeProgram(['npm', ...args], { cwd: folder, env: process.env })).output
  const view = await npm('view', peer, '--json', '--loglevel=error', 'name', 'version', 'bin', 'engines', 'dist')
  const packed = await npm('pack', peer, '--json', '--loglevel=error')
  const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[\n')))
  const { name, version, bin, engines, dist } = JSON.parse(view.slice(view.indexOf('{')))
  const manifest = { name, version, bin, engines, dist: { integrity: dist.integrity } }
  return { manifest, tarball: readFileSync(join(folder, filename)) }
}
