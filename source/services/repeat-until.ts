import { setTimeout as pause } from 'node:timers/promises'

export interface Patience {
  /** Milliseconds between two looks. */
  readonly every: number
  /** Looks altogether; the last one counts, whatever it shows. */
  readonly looks: number
  readonly signal?: AbortSignal
  /** Told before each pause, with how many seconds have been waited. */
  readonly onWait?: (seconds: number) => void
}

/**
 * Looks again and again until what is seen will do, or patience ends: what was just written may take
 * seconds until it is seen everywhere (IAM user guide, "Changes that I make are not always immediately visible").
 * @returns the last look.
 * @throws what `look` throws, and an AbortError when `signal` is aborted in a pause.
 */
export async function repeatUntil<Value>(
  look: () => Promise<Value>,
  isDone: (value: Value) => boolean,
  { every, looks, signal, onWait }: Patience,
): Promise<Value> {
  let value = await look()
  for (let done = 1; done < looks && !isDone(value); done += 1) {
    onWait?.(Math.round(((done - 1) * every) / 1000))
    await pause(every, undefined, signal ? { signal } : {})
    value = await look()
  }
  return value
}

/** About fifteen seconds: IAM's changes are mostly seen within a few. */
export const iamPatience = { every: 1_000, looks: 16 } as const
