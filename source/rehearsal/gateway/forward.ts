import { Agent, request as sendRequest } from 'node:http'
import type { Answer, ReceivedRequest } from './call.ts'

/** Sends a request on to moto, as it came. */
export type Forward = (request: ReceivedRequest) => Promise<Answer>

const dropped = new Set(['connection', 'keep-alive', 'transfer-encoding', 'expect', 'host', 'content-length'])

export interface Forwarder {
  readonly forward: Forward
  close(): void
}

/** node:http and not fetch: the path has to arrive as it was sent (keys with `..`, `//`, escapes). */
export function createForwarder(port: number): Forwarder {
  const agent = new Agent({ maxSockets: 64 })
  const forward: Forward = (received) =>
    new Promise((resolve, reject) => {
      const headers: Record<string, string> = {
        host: `127.0.0.1:${port}`,
        'content-length': String(received.body.length),
      }
      for (const [name, value] of Object.entries(received.headers)) if (!dropped.has(name)) headers[name] = value
      const options = { host: '127.0.0.1', port, method: received.method, path: received.rawUrl, headers, agent }
      const outgoing = sendRequest(options, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const kept: Record<string, string> = {}
          for (const [name, value] of Object.entries(incoming.headers)) {
            if (value !== undefined && !['connection', 'transfer-encoding', 'server', 'date'].includes(name))
              kept[name] = String(value)
          }
          resolve({ status: incoming.statusCode ?? 500, headers: kept, body: Buffer.concat(chunks) })
        })
      })
      outgoing.on('error', reject)
      outgoing.end(received.body)
    })
  return { forward, close: () => agent.destroy() }
}

/** A request of the gateway's own; moto checks no signature, it only reads key, region and service from it. */
export function craftRequest(call: {
  service: string
  region: string
  accessKeyId?: string
  method?: string
  url?: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
}): ReceivedRequest {
  const {
    service,
    region,
    accessKeyId = 'AKIAREHEARSALGATEWAY',
    method = 'POST',
    url = '/',
    headers = {},
    body = '',
  } = call
  const scope = `${accessKeyId}/20260101/${region}/${service}/aws4_request`
  return {
    method,
    path: url.split('?')[0] ?? '/',
    query: new URLSearchParams(url.split('?')[1] ?? ''),
    rawUrl: url,
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`, ...headers },
    body: Buffer.from(body as string),
    accessKeyId,
    service,
    region,
  }
}

/** IAM and STS speak forms: sends one, and returns the answer's XML. Throws with it when the answer is an error. */
export async function sendQuery(
  forward: Forward,
  service: 'iam' | 'sts',
  region: string,
  form: Readonly<Record<string, string>>,
  accessKeyId?: string,
): Promise<string> {
  const Version = service === 'iam' ? '2010-05-08' : '2011-06-15'
  const body = new URLSearchParams({ ...form, Version }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await forward(
    craftRequest({ service, region, headers, body, ...(accessKeyId ? { accessKeyId } : {}) }),
  )
  if (answer.status !== 200) throw new Error(`moto answered ${form.Action} with ${answer.status}: ${answer.body}`)
  return answer.body.toString()
}
