import { CancelledError, UserError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'

/** What came back, read whole. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}

export interface ExchangeOptions {
  readonly fetch: typeof fetch
  readonly headers: Record<string, string>
  /** Refuses a longer body as soon as that is known, in bytes. */
  readonly limit: number
  readonly signal?: AbortSignal | undefined
  /** Called with the number of bytes received so far. */
  readonly onBytes?: ((received: number) => void) | undefined
  /** Milliseconds without a sign of life before the server is given up. */
  readonly patience?: number | undefined
}

const defaultPatience = 30_000

/** Never the error's own message: an HTTP client may quote a header, and with it the token. */
function unreachable(host: string, error: unknown, isSilent: boolean): UserError {
  const cause = isSilent ? 'no answer in time' : (error as { cause?: { code?: unknown } }).cause?.code
  return troubleError('NETWORK_UNREACHABLE', { host, reason: typeof cause === 'string' ? cause : undefined })
}

async function readBody(response: Response, host: string, limit: number, onBytes: (received: number) => void) {
  const tooLarge = () =>
    new UserError(
      'DATA_TOO_LARGE',
      `${host} sends more than the ${Math.floor(limit / 1024 / 1024)} MB that are allowed.`,
      ['Make the archive smaller, and publish it again.'],
    )
  if (Number(response.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let received = 0
  for await (const chunk of response.body ?? []) {
    received += chunk.length
    if (received > limit) throw tooLarge()
    chunks.push(chunk)
    onBytes(received)
  }
  return Buffer.concat(chunks)
}

/**
 * One GET, no redirect followed. Gives up when nothing arrives for `patience` milliseconds, because
 * a silent server would hang the program for ever.
 * @throws {UserError} NETWORK_UNREACHABLE, DATA_TOO_LARGE. @throws {CancelledError} when `signal` is aborted.
 */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Answer> {
  const { signal, patience = defaultPatience } = options
  if (signal?.aborted) throw new CancelledError()
  const controller = new AbortController()
  const stop = () => controller.abort()
  signal?.addEventListener('abort', stop, { once: true })
  const timer = setTimeout(stop, patience)
  try {
    const response = await options.fetch(url, {
      headers: options.headers,
      redirect: 'manual',
      signal: controller.signal,
    })
    const body = await readBody(response, url.host, options.limit, (received) => {
      timer.refresh()
      options.onBytes?.(received)
    })
    return { status: response.status, headers: response.headers, body }
  } catch (error) {
    if (signal?.aborted) throw new CancelledError()
    throw error instanceof UserError ? error : unreachable(url.host, error, controller.signal.aborted)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    controller.abort()
  }
}
