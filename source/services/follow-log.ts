import type { LogEvent, LogPage } from './aws/log-events.ts'

/** Milliseconds that a line may take from being written to being found; later ones are looked for that far back. */
const latest = 60_000

export interface Following {
  /** Reads what was written since then (milliseconds since 1970). */
  readonly read: (since: number) => AsyncIterable<LogPage>
  readonly since: number
  /** Waits until it is time to look again. @throws to end the following */
  readonly pause: () => Promise<void>
}

/**
 * The events of a log as they come, each once. They are found late and out of order, so each look goes back some way
 * and what was seen already is left out.
 */
export async function* followLog({ read, since, pause }: Following): AsyncGenerator<LogPage> {
  const seen = new Map<string, number>()
  let newest = since
  for (;;) {
    const from = Math.max(since, newest - latest)
    for (const [id, timestamp] of seen) if (timestamp < from) seen.delete(id)
    for await (const { events, isThere } of read(from)) {
      const fresh = events.filter(({ id }) => !seen.has(id))
      for (const { id, timestamp } of fresh) seen.set(id, timestamp)
      newest = fresh.reduce((most, { timestamp }: LogEvent) => Math.max(most, timestamp), newest)
      yield { events: fresh, isThere }
    }
    await pause()
  }
}
