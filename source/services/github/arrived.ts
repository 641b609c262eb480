/** The beginning of something large, kept while a connection is made anew. */
export interface Arrived {
  chunks: Uint8Array[]
  bytes: number
}

export const startOver = (): Arrived => ({ chunks: [], bytes: 0 })

/** The first byte of a partial answer (RFC 9110, section 14.4), or undefined when it does not say. */
function firstByte(response: Response): number | undefined {
  const [, first] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? []
  return first === undefined ? undefined : Number(first)
}

/**
 * Where the bytes of an answer belong: behind what is there, when the server sends exactly the rest; in its place
 * when it sends the whole again; nowhere near it when it is another answer (a redirect, a refusal).
 */
export function keep(arrived: Arrived, response: Response): Arrived {
  if (response.status === 206 && firstByte(response) === arrived.bytes) return arrived
  if (response.status !== 200) {
    // A range that cannot be had: the next try asks for all of it.
    if (response.status === 206 || response.status === 416) Object.assign(arrived, startOver())
    return startOver()
  }
  return Object.assign(arrived, startOver())
}
