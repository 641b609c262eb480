import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FalseAws {
  readonly endpoint: string
  readonly requests: () => number
  close(): Promise<void>
}

const page = '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please accept our terms.</body></html>'

/** Something that stands between a hotel guest and the world: a page with 200 to whatever was asked. */
export async function openCaptivePortal(): Promise<FalseAws> {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    request.resume()
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** An address at which nobody listens: the port was free a moment ago. */
export async function unusedEndpoint(): Promise<string> {
  const { endpoint, close } = await openCaptivePortal()
  await close()
  return endpoint
}
