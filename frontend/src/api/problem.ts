/** Why a request gave nothing, in a sentence for the visitor. */
export interface Problem {
  readonly kind:
    | 'offline'
    | 'unreachable'
    | 'late'
    | 'stopped'
    | 'too-many'
    | 'too-long'
    | 'refused'
    | 'resting'
    | 'broken'
  readonly sentence: string
  /** Whether the same question may work when it is sent again. */
  readonly canRetry: boolean
  /** Seconds the server asks to wait before the next question. */
  readonly waitSeconds?: number
}

export const offline: Problem = {
  kind: 'offline',
  sentence: 'You seem to be offline. Your question is kept here until the connection is back.',
  canRetry: true,
}

export const unreachable: Problem = {
  kind: 'unreachable',
  sentence: 'The twin could not be reached. Please check your connection and try again.',
  canRetry: true,
}

export const late: Problem = {
  kind: 'late',
  sentence: 'The answer took too long to arrive. Please try again.',
  canRetry: true,
}

/** The visitor's own doing: no failure, and so without the tone of one. */
export const stopped: Problem = {
  kind: 'stopped',
  sentence: 'You stopped waiting for this answer.',
  canRetry: true,
}

/** An answer that is not the API's: a proxy's page, half a document. */
export const unreadable: Problem = {
  kind: 'broken',
  sentence: 'Something other than an answer came back. Please try again in a moment.',
  canRetry: true,
}
