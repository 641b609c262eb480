import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds between two looks. */
const everySoOften = 150

/** Resolves when an address answers at all. @throws when the signal ends the waiting. */
export async function waitUntilUp(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) }).catch(
      () => undefined,
    )
    await answer?.body?.cancel()
    if (answer?.ok) return
    await pause(everySoOften, undefined, { signal })
  }
}
