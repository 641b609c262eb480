import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'

const ours = { accessKeyId: 'AKIAEDGETEST00000000', secretAccessKey: 'not-a-secret' }

async function startMoto() {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`moto_server ended with ${code}`)))
  })
  return {
    address,
    stop: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/**
 * moto, with the two things in front of it that an account has and moto has not: code and layers can be fetched from
 * where their Location says, and a distribution's configuration comes back as it was sent.
 */
export async function startEmulatedAccount() {
  const moto = await startMoto()
  const packages = new Map<string, Buffer>()
  let distribution = ''

  const server = createServer(async (message, response) => {
    const body = await read(message)
    const path = (message.url ?? '/').split('?')[0] ?? '/'
    const kept = packages.get(path)
    if (kept) return response.end(kept)
    if (message.method === 'GET' && /^\/2020-05-31\/distribution\/\w+\/config$/.test(path)) {
      return response.writeHead(200, { etag: 'E1', 'content-type': 'text/xml' }).end(distribution)
    }
    if (path.startsWith('/2020-05-31/distribution')) distribution = body.toString()
    const headers = Object.fromEntries(Object.entries(message.headers).filter(([name]) => name !== 'connection'))
    const answer = await fetch(`${moto.address}${message.url}`, {
      method: message.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    })
    let text = Buffer.from(await answer.arrayBuffer())
    if (/^\/201\d-\d\d-\d\d\/(functions|layers)/.test(path) && answer.ok && text.length > 0) {
      text = Buffer.from(JSON.stringify(withLocations(path, body, JSON.parse(text.toString()))))
    }
    response.writeHead(answer.status, answerHeaders(answer)).end(text)
  })

  function withLocations(path: string, body: Buffer, answer: Record<string, { Location?: string }>) {
    const sent = body.length > 0 ? JSON.parse(body.toString()) : {}
    const zip = sent.ZipFile ?? sent.Code?.ZipFile ?? sent.Content?.ZipFile
    const name = path.includes('/layers/') ? path.split('/')[3] : (sent.FunctionName ?? path.split('/')[3])
    const place = `/packages/${name}`
    if (zip) packages.set(place, Buffer.from(zip, 'base64'))
    for (const part of ['Code', 'Content']) if (answer[part]) answer[part].Location = `${endpoint}${place}`
    return answer
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    endpoint,
    credentials: ours,
    async stop() {
      server.close()
      server.closeAllConnections()
      await moto.stop()
    },
  }
}

function answerHeaders(answer: Response): Record<string, string> {
  const dropped = ['content-length', 'content-encoding', 'transfer-encoding', 'connection']
  return Object.fromEntries([...answer.headers].filter(([name]) => !dropped.includes(name)))
}

export type EmulatedAccount = Awaited<ReturnType<typeof startEmulatedAccount>>
