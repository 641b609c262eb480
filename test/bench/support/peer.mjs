import { join } from 'node:path'
import { cleanEnvironment, timeProgram } from './measure.mjs'
import { emptyFolder } from './places.mjs'

export const peer = 'create-vite'

/** A peer installed from the registry, and its bin. */
export async function installPeer() {
  const folder = emptyFolder('peer')
  const env = cleanEnvironment({ NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS })
  await timeProgram(['npm', 'install', '--no-fund', '--no-audit', '--prefix', folder, peer], { cwd: folder, env })
  return join(folder, 'node_modules', peer, 'index.js')
}
