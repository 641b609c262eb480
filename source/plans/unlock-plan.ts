import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import { confirmation } from '../steps/confirmation.ts'
import { identity } from '../steps/identity.ts'
import { leaseLeft, releaseLease } from '../steps/lease-left.ts'
import { releaseLock } from '../steps/release-lock.ts'
import { stateExists } from '../steps/state-exists.ts'
import { stateLock } from '../steps/state-lock.ts'
import type { Act } from './act.ts'
import { identityRemedies } from './identity-remedies.ts'
import { leaseNotice, lockNotice } from './lock-notice.ts'

/** Who holds the locks and whether they live; writes nothing. */
export const lookPlan: readonly Act[] = [
  {
    questions: ['region', 'projectName', 'environment'],
    steps: [identity, stateExists, stateLock, leaseLeft],
    remedies: identityRemedies,
  },
  { notice: heldNotice },
]

/** A plan of its own, so that scripts without --confirm still learn who holds the lock, or that nobody does. */
export const releasePlan: readonly Act[] = [
  { questions: ['confirm'], steps: [confirmation, releaseLock, releaseLease] },
]

function heldNotice({ answers, found }: Context): Notice | undefined {
  const environment = answers.get('environment')
  if (found.stateLock) return lockNotice(environment, found.stateLock, new Date())
  return found.leaseLeft && leaseNotice(environment, found.leaseLeft, new Date())
}
