import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { listen } from '../github/http.ts'

export interface GitHttpOptions {
  /** Password of every user; without it everybody may do everything. */
  readonly password?: string
  /** Answers in git's place; true when it did. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean
  readonly atEnd?: (close: () => void) => void
}

export interface GitHttp {
  readonly url: string
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[]
  /** Bytes of all answers so far. */
  readonly sent: () => number
}

/** Git's own server program (git-http-backend(1)) behind a small web server that asks for a password, as hosts do. */
export async function startGitHttp(root: string, options: GitHttpOptions = {}): Promise<GitHttp> {
  const { password, instead, atEnd = onTestFinished } = options
  const requests: GitHttp['requests'] = []
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')
  let sent = 0
  const server = await listen((request, response) => {
    const { authorization } = request.headers
    requests.push({ path: request.url ?? '', authorization })
    if (instead?.(request, response)) return
    const given = Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64').toString('utf8')
    if (password !== undefined && given.slice(given.indexOf(':') + 1) !== password) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      return
    }
    const url = new URL(request.url ?? '', 'http://localhost')
    const child = spawn(backend, {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REMOTE_USER: 'ada',
        REMOTE_ADDR: '127.0.0.1',
      },
    })
    child.stdin.on('error', () => {})
    request.pipe(child.stdin)
    passOn(child, response, (bytes) => {
      sent += bytes
    })
  })
  atEnd(server.close)
  return { url: server.url, requests, sent: () => sent }
}

/** Turns a CGI answer (RFC 3875: headers, an empty line, a body) into one of HTTP. */
function passOn(
  child: ChildProcessWithoutNullStreams,
  response: ServerResponse,
  onBytes: (bytes: number) => void,
): void {
  let head = Buffer.alloc(0)
  let isBody = false
  child.stdout.on('data', (chunk: Buffer) => {
    onBytes(chunk.length)
    if (isBody) return void response.write(chunk)
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    isBody = true
    const lines = head.subarray(0, end).toString('latin1').split('\r\n')
    const headers = Object.fromEntries(lines.map((line) => line.split(': ', 2) as [string, string]))
    const { Status: status = '200', ...others } = headers
    response.writeHead(Number.parseInt(status, 10), others)
    response.write(head.subarray(end + 4))
  })
  child.on('close', () => response.end())
}
