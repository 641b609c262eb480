import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The account behind a door whose clock is that many milliseconds ahead of this computer's. */
export async function openLateAccount(endpoint: string, aheadMs: number) {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url } = incoming
    const onward = request(new URL(url ?? '/', endpoint), { method, headers }, (answer) => {
      const date = new Date(Date.now() + aheadMs).toUTCString()
      outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, date })
      answer.pipe(outgoing)
    })
    onward.once('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
