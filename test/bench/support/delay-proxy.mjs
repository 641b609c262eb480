import { connect, createServer } from 'node:net'

/**
 * A line to a server on loopback. With `delay` each segment arrives that many milliseconds later, in
 * either direction, in the order it was sent. With `quiet` answers are held back until the line has
 * been silent for so many milliseconds, then all let go at once: everything a program sends between
 * two releases was sent without knowing the answers, which is one wave.
 * @returns requests of each wave, in order (with `quiet`).
 */
export async function openLine(target, { delay = 0, quiet } = {}) {
  const waves = []
  let requests = []
  let held = []
  let timer
  const touch = () => {
    if (quiet === undefined) return
    clearTimeout(timer)
    timer = setTimeout(release, quiet)
  }
  const release = () => {
    if (held.length === 0) return
    waves.push(requests)
    requests = []
    const waiting = held
    held = []
    for (const go of waiting) go()
  }
  const sockets = new Set()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        client.destroy()
        upstream.destroy()
        sockets.delete(socket)
      })
      sockets.add(socket)
    }
    client.on('data', (data) => {
      touch()
      const [, request] = /^([A-Z]+ \S+) HTTP\/1/.exec(data.toString('latin1', 0, 200)) ?? []
      if (request) requests.push(request)
      setTimeout(() => upstream.write(data), delay)
    })
    upstream.on('data', (data) => {
      touch()
      if (quiet === undefined) setTimeout(() => client.write(data), delay)
      else held.push(() => client.write(data))
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    waves,
    close: () =>
      new Promise((resolve) => {
        clearTimeout(timer)
        for (const socket of sockets) socket.destroy()
        server.close(resolve)
      }),
  }
}
