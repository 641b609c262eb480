import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface PageServer {
  readonly url: string
  /** Every question that arrived, oldest first. */
  readonly questions: readonly string[]
  /** What visitors and twin said; survives a reload of the page. */
  readonly turns: { role: string; text: string }[]
  /** What a visitor without a conversation is offered. */
  readonly suggestions: string[]
  /** Answers for the next questions, each used once; after that every question is echoed. */
  readonly answers: (Answer | Promise<Answer>)[]
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function sendJson(response: ServerResponse, { status = 200, headers = {}, body }: Answer) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** Serves the built page and speaks the twin's API on one loopback port, as CloudFront does on one name. */
export async function startPageServer(folder: string): Promise<PageServer> {
  const questions: string[] = []
  const turns: { role: string; text: string }[] = []
  const answers: (Answer | Promise<Answer>)[] = []
  const suggestions: string[] = []

  async function chat(request: IncomingMessage, response: ServerResponse) {
    const { message } = JSON.parse(await readBody(request)) as { message: string }
    questions.push(message)
    const answer = await (answers.shift() ?? { body: { reply: `You said: ${message}` } })
    const reply = (answer.body as { reply?: string } | null)?.reply
    if (reply !== undefined) turns.push({ role: 'user', text: message }, { role: 'assistant', text: reply })
    sendJson(response, answer)
  }

  async function file(path: string, response: ServerResponse) {
    const name = path === '/' ? 'index.html' : normalize(path).replace(/^\/+/, '')
    try {
      const bytes = await readFile(join(folder, name))
      response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(bytes)
    } catch {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html>')
    }
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/api/chat') void chat(request, response)
    else if (pathname === '/api/conversation' && request.method === 'DELETE') {
      turns.length = 0
      response.writeHead(204).end()
    } else if (pathname === '/api/conversation') {
      sendJson(response, { body: { turns, suggestions: turns.length > 0 ? [] : suggestions } })
    } else void file(pathname, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    questions,
    turns,
    answers,
    suggestions,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
