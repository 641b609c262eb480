import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isLoopbackHost } from '../gateway/host-guard.ts'
import { payloadLimit } from './api/http-api.ts'
import { type EdgeRequest, type EdgeResponse, jsonResponse } from './messages.ts'

/** Longest address that CloudFront takes, in bytes (its quotas). */
const longestUrl = 8192

async function receive(message: IncomingMessage): Promise<EdgeRequest | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    // The rest of a body that is too large is read and dropped, so that the visitor gets to see the answer.
    if (size <= payloadLimit) chunks.push(chunk)
  }
  if (size > payloadLimit) return undefined
  const headers: [string, string][] = []
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.push([String(message.rawHeaders[index]).toLowerCase(), String(message.rawHeaders[index + 1])])
  }
  const url = message.url ?? '/'
  const cut = url.indexOf('?')
  return {
    method: message.method ?? 'GET',
    path: cut < 0 ? url : url.slice(0, cut),
    query: cut < 0 ? '' : url.slice(cut + 1),
    headers,
    body: Buffer.concat(chunks),
    peer: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
  }
}

function send(response: EdgeResponse, target: ServerResponse, method: string): void {
  const lines = response.headers.flat()
  const bodiless = response.status === 204 || response.status === 304
  target.writeHead(response.status, bodiless ? lines : [...lines, 'content-length', String(response.body.length)])
  target.end(method === 'HEAD' || bodiless ? undefined : response.body)
}

/** Serves on a loopback port: `port`, or a free one when it is 0 or taken meanwhile. */
export async function serveSite(
  port: number,
  respond: (request: EdgeRequest) => Promise<EdgeResponse>,
  log: (line: string) => void,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const handle = async (message: IncomingMessage, target: ServerResponse) => {
    const method = message.method ?? 'GET'
    try {
      if (Buffer.byteLength(message.url ?? '') > longestUrl) {
        send(jsonResponse(414, { message: 'URI Too Long' }), target, method)
        return
      }
      if (!isLoopbackHost(message.headers.host)) {
        send(jsonResponse(421, { message: 'Misdirected Request' }), target, method)
        return
      }
      const request = await receive(message)
      send(
        request ? await respond(request) : jsonResponse(413, { message: 'Request Entity Too Large' }),
        target,
        method,
      )
    } catch (error) {
      log(`${method} ${message.url?.split('?')[0]}: ${(error as Error).stack}`)
      if (!target.headersSent) send(jsonResponse(502, { message: 'Bad Gateway' }), target, method)
      else target.destroy()
    }
  }
  const server = createServer((message, target) => void handle(message, target))
  await listen(server, port).catch((error: NodeJS.ErrnoException) => {
    if (port === 0 || error.code !== 'EADDRINUSE') throw error
    return listen(server, 0)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The site has no port.')
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
