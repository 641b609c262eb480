/** Header names in lower case, one pair per header line, in order. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** A viewer's request, or what a distribution makes of it for an origin. */
export interface EdgeRequest {
  readonly method: string
  /** As sent: percent-encoded, without the query. */
  readonly path: string
  /** As sent, without the question mark. */
  readonly query: string
  readonly headers: Headers
  readonly body: Buffer
  /** The address of whoever sent it. */
  readonly peer: string
}

export interface EdgeResponse {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/** The value of a header (repeated lines joined as HTTP allows), or undefined. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const values = headers.filter(([each]) => each === name).map(([, value]) => value)
  return values.length > 0 ? values.join(name === 'cookie' ? '; ' : ',') : undefined
}

export function jsonResponse(status: number, body: unknown): EdgeResponse {
  return { status, headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify(body)) }
}
