import type { Lease } from './aws/lease.ts'
import { isAlive, thisMachine } from './this-machine.ts'

/** Milliseconds between two signs of life of whoever holds a lease. */
export const beatInterval = 10_000
/** Milliseconds without one after which a run on another computer is looked at more closely. */
export const longestSilence = 60_000
/** Milliseconds of that closer look: no run that lives lets two of its signs be missed. */
export const observation = 2.5 * beatInterval

/**
 * Whether the run that holds a lease lives. `silent`: it has given no sign of life for a while by this computer's
 * clock, which may be wrong; two readings some time apart then decide.
 */
export type LeaseLiveness = 'alive' | 'dead' | 'silent'

export function judgeLease({ pid, machine, beat }: Lease, now: Date, here = thisMachine()): LeaseLiveness {
  if (pid > 0 && machine === here && !isAlive(pid)) return 'dead'
  const silence = now.getTime() - new Date(beat).getTime()
  // What is no time at all was written by nobody who renews it.
  return silence < longestSilence ? 'alive' : 'silent'
}
