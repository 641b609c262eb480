import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export const repository = 'ada/private-twin'
export const token = 'github_pat_CANARY0123456789'

export interface SeenRequest {
  readonly path: string
  readonly host: string
  readonly authorization: string | undefined
  readonly accept: string | undefined
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

async function listen(handler: Handler): Promise<{ server: Server; url: string }> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

export interface StandInOptions {
  /** What the newest release's asset holds. */
  readonly archive?: Uint8Array
  /** Changes the release document before it is sent; undefined is a repository without a release. */
  readonly release?: (document: Record<string, unknown>) => unknown
  /** Answers in the place of the API; true when it did. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse, count: number) => boolean
  /** Answers in the place of the storage; true when it did. */
  readonly storageInstead?: (request: IncomingMessage, response: ServerResponse, count: number) => boolean
}

export interface StandIn {
  /** For GITHUB_API_URL. */
  readonly url: string
  readonly requests: SeenRequest[]
}

const json = (response: ServerResponse, status: number, value: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))

/** GitHub's release endpoints, and the storage host that its download address redirects to, on two ports. */
export async function startGitHub(options: StandInOptions = {}): Promise<StandIn> {
  const { archive = new Uint8Array(), release = (document) => document } = options
  const requests: SeenRequest[] = []
  const see = ({ url = '', headers }: IncomingMessage) =>
    requests.push({
      path: url,
      host: headers.host ?? '',
      authorization: headers.authorization,
      accept: headers.accept,
    })

  const storage = await listen((request, response) => {
    see(request)
    if (options.storageInstead?.(request, response, requests.length)) return
    response.writeHead(200, { 'content-type': 'application/zip' }).end(archive)
  })
  const asset = { id: 7, name: 'data-encrypted-2025.zip', size: archive.length, state: 'uploaded', created_at: '2025' }
  const found = release({ tag_name: 'data-1', assets: [asset] })
  const api = await listen((request, response) => {
    see(request)
    if (options.instead?.(request, response, requests.length)) return
    if (request.headers.authorization !== `Bearer ${token}`) json(response, 401, { message: 'Bad credentials' })
    else if (request.url === `/repos/${repository}`) json(response, 200, { full_name: repository })
    else if (request.url === `/repos/${repository}/releases/latest` && found) json(response, 200, found)
    else if (request.url === `/repos/${repository}/releases/assets/7`) {
      response.writeHead(302, { location: `${storage.url}/signed?signature=abc` }).end()
    } else json(response, 404, { message: 'Not Found' })
  })
  return { url: api.url, requests }
}
