import { CancelledError, UserError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { type Arrived, keep, startOver } from './arrived.ts'

/** What came back, read whole. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

export interface ExchangeOptions {
  readonly fetch: typeof fetch
  readonly headers: Record<string, string>
  /** GET without it. */
  readonly method?: string | undefined
  /** What is sent. */
  readonly body?: Uint8Array | undefined
  /** Refuses a longer answer as soon as that is known, in bytes. */
  readonly limit: number
  readonly signal?: AbortSignal | undefined
  /** Called with the number of bytes received so far, or sent so far when there is something to send. */
  readonly onBytes?: ((bytes: number) => void) | undefined
  /** Milliseconds without a sign of life before the server is given up. */
  readonly patience?: number | undefined
  /** Keeps what came when the connection breaks off; asks for the rest when something is there. */
  readonly arrived?: Arrived | undefined
}

const defaultPatience = 30_000
/** Bytes handed to the network at a time: each one is a sign of life. */
const portion = 64 * 1024

/** Never the error's own message: an HTTP client may quote a header, and with it the token. */
function unreachable(host: string, error: unknown, isSilent: boolean): UserError {
  const cause = isSilent ? 'no answer in time' : (error as { cause?: { code?: unknown } }).cause?.code
  return troubleError('NETWORK_UNREACHABLE', { host, reason: typeof cause === 'string' ? cause : undefined })
}

async function readBody(response: Response, host: string, options: ExchangeOptions, onBytes: (all: number) => void) {
  const { limit, arrived = startOver() } = options
  const tooLarge = () =>
    new UserError(
      'DATA_TOO_LARGE',
      `${host} sends more than the ${Math.floor(limit / 1024 / 1024)} MB that are allowed.`,
      ['Make the archive smaller, and publish it again.'],
    )
  if (Number(response.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const rest = keep(arrived, response)
  for await (const chunk of response.body ?? []) {
    rest.bytes += chunk.length
    if (rest.bytes > limit) throw tooLarge()
    rest.chunks.push(chunk)
    onBytes(rest.bytes)
  }
  return Buffer.concat(rest.chunks)
}

/** The length stands in a header, for a stream has none of its own and GitHub takes no upload without one. */
function streamOf(body: Uint8Array, onBytes: (sent: number) => void): RequestInit & { duplex: 'half' } {
  async function* portions() {
    for (let at = 0; at < body.length; at += portion) {
      yield body.subarray(at, at + portion)
      onBytes(Math.min(at + portion, body.length))
    }
  }
  return { body: portions() as unknown as ReadableStream, duplex: 'half' }
}

/**
 * One request, no redirect followed. Gives up when nothing moves for `patience` milliseconds, because a silent
 * server would hang the program for ever.
 * @throws {UserError} NETWORK_UNREACHABLE, DATA_TOO_LARGE. @throws {CancelledError} when `signal` is aborted.
 */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Answer> {
  const { signal, patience = defaultPatience, method = 'GET', body, arrived } = options
  if (signal?.aborted) throw new CancelledError()
  const controller = new AbortController()
  const stop = () => controller.abort()
  signal?.addEventListener('abort', stop, { once: true })
  const timer = setTimeout(stop, patience)
  const lives = (bytes: number, isProgress: boolean) => {
    timer.refresh()
    if (isProgress) options.onBytes?.(bytes)
  }
  const headers = { ...options.headers }
  if (body) headers['content-length'] = String(body.length)
  if (arrived && arrived.bytes > 0) headers.range = `bytes=${arrived.bytes}-`
  try {
    const response = await options.fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: controller.signal,
      ...(body ? streamOf(body, (sent) => lives(sent, true)) : {}),
    })
    const read = await readBody(response, url.host, options, (received) => lives(received, body === undefined))
    return { status: response.status, headers: response.headers, body: read }
  } catch (error) {
    if (signal?.aborted) throw new CancelledError()
    throw error instanceof UserError ? error : unreachable(url.host, error, controller.signal.aborted)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    controller.abort()
  }
}
