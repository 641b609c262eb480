import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** Bytes sent at a time on a slow line. */
const piece = 16 * 1024

/**
 * A package registry on loopback that serves each package alike: one version, its tarball, and a line
 * of a given latency (milliseconds, each answer once) and speed (bytes per millisecond).
 */
export async function openRegistry(packages, line) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0].slice(1))
    const found = packages.find(({ manifest }) => manifest.name === path || `${manifest.name}.tgz` === path)
    if (!found) return response.writeHead(404).end('{}')
    const { manifest, tarball } = found
    const { name, version } = manifest
    const dist = { ...manifest.dist, tarball: `${registry}/${name}.tgz` }
    const document = { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } }
    const body = path === name ? Buffer.from(JSON.stringify(document)) : tarball
    await pause(line.latency)
    response.writeHead(200, { 'content-length': body.length })
    for (let sent = 0; sent < body.length; sent += piece) {
      response.write(body.subarray(sent, sent + piece))
      if (line.speed < Number.POSITIVE_INFINITY) await pause(piece / line.speed)
    }
    response.end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const registry = `http://127.0.0.1:${server.address().port}`
  return {
    registry,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
