import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { Report } from '../engine/step.ts'
import { CancelledError } from '../errors.ts'
import { releaseStateLock } from '../services/aws/state-lock.ts'
import { whoHere } from '../services/terraform/lock-holder.ts'
import { lookAtLock, stateClientsOf, statePlaceOf } from './state-lock.ts'

/** Milliseconds: what is under way is finished first, and CloudFront takes its time with that. */
const longestWait = 15 * 60_000
const betweenLooks = 1_000

interface DeadRun {
  /** When the dead run began: an older lock is none of its. */
  readonly since: Date
  readonly signal: AbortSignal
  readonly report?: Report
}

/**
 * Waits until the Terraform of a run that died has put its state away, and releases its lock when it died as well.
 * Only for whoever holds the lease: then no run of ours can be at work, and a lock that was taken here, by a Terraform
 * that no longer exists here, is nobody's. A lock of anybody else is left for Terraform to complain of.
 */
export async function settleStateLock(context: Context, { since, signal, report }: DeadRun): Promise<void> {
  const start = performance.now()
  for (;;) {
    const held = await lookAtLock(context)
    if (!held || held.lock.who !== whoHere() || !held.lock.since || held.lock.since < wholeSecond(since)) return
    if (held.holder.state === 'dead') {
      await releaseStateLock(await stateClientsOf(context), statePlaceOf(context), held.lock)
      report?.note([`Released the state lock that its Terraform (${held.lock.operation || 'unknown'}) had left.`])
      return
    }
    if (held.holder.state === 'unknown' || performance.now() - start > longestWait) return
    report?.('its Terraform is still putting the state away')
    await pause(betweenLooks, undefined, { signal }).catch(() => {
      throw new CancelledError()
    })
  }
}

/** A lock whose time was written in whole seconds is not older for that. */
const wholeSecond = (time: Date) => new Date(Math.floor(time.getTime() / 1000) * 1000)
