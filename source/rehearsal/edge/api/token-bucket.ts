export interface Throttle {
  /** Requests a second that are refilled. */
  readonly rate: number
  /** Requests that may come at once. */
  readonly burst: number
}

/** What an account has where a stage sets nothing (API Gateway quotas). */
export const accountThrottle: Throttle = { rate: 10_000, burst: 5_000 }

/**
 * The token bucket by which API Gateway throttles a stage. `now` is in milliseconds; a changed setting counts from the
 * next request on.
 */
export function createTokenBucket(): (throttle: Throttle, now: number) => boolean {
  let tokens: number | undefined
  let filledAt = 0
  return ({ rate, burst }, now) => {
    tokens = Math.min(burst, (tokens ?? burst) + ((now - filledAt) / 1000) * rate)
    filledAt = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
