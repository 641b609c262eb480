import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import type { HeldLock } from '../found.ts'
import { isSameLock, releaseStateLock } from '../services/aws/state-lock.ts'
import { whoHolds } from './lock-words.ts'
import { need } from './need.ts'
import { holderAlive, lookAtLock, stateClientsOf, statePlaceOf } from './state-lock.ts'

/** Removes the one lock that was shown and confirmed, wherever it is written down. */
export const releaseLock: Step<Context, HeldLock | undefined> = {
  id: 'release-lock',
  title: 'Release',
  needs: ['confirmation'],
  inspect: (context) => lookAtLock(context),
  assess: (held, context) => {
    const lock = context.found.stateLock?.lock
    if (!lock) return { status: 'satisfied', detail: 'nobody held it' }
    if (!held) return { status: 'satisfied', detail: 'released' }
    if (!isSameLock(held.lock, lock)) {
      return { status: 'satisfied', detail: `released; ${whoHolds(held.lock)} has taken the lock since` }
    }
    // The run that looked dead may have shown itself while the name was typed.
    const problem = holderAlive(held, context)
    if (problem) return { status: 'blocked', problem }
    return { status: 'missing', plan: [`Release the lock ${lock.id} of ${whoHolds(lock)}.`] }
  },
  apply: async (context) => {
    await releaseStateLock(await stateClientsOf(context), statePlaceOf(context), need(context, 'stateLock').lock)
  },
}
