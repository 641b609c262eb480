/** A silent edge must not hold a check for ever; in milliseconds. */
const patience = 15_000

export interface OriginAnswer {
  readonly status: number
  /** The browser would let a page of that origin read the answers. */
  readonly isAllowed: boolean
}

/**
 * Asks `<site>/api/chat` what a browser asks before a page of another origin may post to it
 * (https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#preflighted_requests).
 * @returns undefined when nothing answered.
 */
export async function askForOrigin(
  site: string,
  origin: string,
  signal: AbortSignal,
): Promise<OriginAnswer | undefined> {
  try {
    const response = await fetch(`${site}/api/chat`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
    await response.arrayBuffer()
    return { status: response.status, isAllowed: response.headers.get('access-control-allow-origin') === origin }
  } catch {
    return undefined
  }
}
