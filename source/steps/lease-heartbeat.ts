import type { Context } from '../context.ts'
import { exitCodes, UserError } from '../errors.ts'
import { type Lease, type LeaseTable, renewLease } from '../services/aws/lease.ts'
import { beatInterval } from '../services/lease-liveness.ts'

/**
 * Shows every ten seconds that this run lives, and stops the run when somebody has taken its lease over: this computer
 * slept, and another went on meanwhile. @returns what ends it.
 */
export function keepAlive(table: LeaseTable, lease: Lease, context: Context): () => void {
  let isBusy = false
  const timer = setInterval(async () => {
    if (isBusy) return
    isBusy = true
    // A network that is gone for a while says nothing about the lease: the next beat does.
    const isMine = await renewLease(table, lease).catch(() => true)
    isBusy = false
    if (isMine) return
    clearInterval(timer)
    context.stop(leaseLost())
  }, beatInterval)
  timer.unref()
  return () => clearInterval(timer)
}

const leaseLost = () =>
  new UserError(
    'DEPLOY_LOCK_LOST',
    'Another run took this environment over, because this one gave no sign of life for more than a minute (was this computer asleep?). This run was stopped safely.',
    ['Wait until that run has finished, then run the same command again.'],
    exitCodes.locked,
  )
