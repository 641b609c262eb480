import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import { CancelledError, exitCodes, UserError } from '../errors.ts'
import { type Lease, type LeaseTable, readLease, removeLease, takeLease } from '../services/aws/lease.ts'
import { judgeLease, type LeaseLiveness, observation } from '../services/lease-liveness.ts'
import { whoHere } from '../services/terraform/lock-holder.ts'
import { thisMachine } from '../services/this-machine.ts'
import { keepAlive } from './lease-heartbeat.ts'
import { sinceInWords, whoHolds } from './lock-words.ts'
import { settleStateLock } from './settle-state-lock.ts'
import { statePlaceOf } from './state-lock.ts'

interface Facts {
  readonly isMine: boolean
  readonly held?: { readonly lease: Lease; readonly liveness: LeaseLiveness }
}

export const leaseTableOf = async (context: Context): Promise<LeaseTable> => ({
  dynamodb: await context.aws().dynamodb(),
  place: statePlaceOf(context),
})

/** What the lease is taken for; the word that others see. */
type Operation = 'deploy' | 'destroy'

/**
 * One run at a time on an environment, from before the plan until after the health check: Terraform's own lock is held
 * only while Terraform runs. The lease of a run that died is taken over, with what that run has left locked.
 */
export const leaseFor = (operation: Operation): Step<Context, Facts> => ({
  id: 'lease',
  title: 'Deploy lock',
  needs: ['identity', 'state-bucket', 'lock-table'],
  inspect: async (context) => {
    if (context.found.lease) return { isMine: true }
    const lease = await readLease(await leaseTableOf(context))
    return { isMine: false, ...(lease ? { held: { lease, liveness: judgeLease(lease, new Date()) } } : {}) }
  },
  assess: ({ isMine, held }, { options }) => {
    if (isMine) return { status: 'satisfied', detail: 'held by this run' }
    if (held?.liveness === 'alive') return { status: 'blocked', problem: heldByOther(held.lease) }
    if (options.dryRun) return { status: 'satisfied', detail: 'a dry run takes none' }
    const instead = held ? `, in the place of the run of ${whoHolds(held.lease)}, which died` : ''
    return { status: 'missing', plan: [`Take the deploy lock${instead}.`] }
  },
  apply: async (context, { held }, report) => {
    const table = await leaseTableOf(context)
    if (held?.liveness === 'silent') await observe(table, held.lease, context, report)
    const holder = { who: whoHere(), operation, since: new Date(), pid: process.pid, machine: thisMachine() }
    const result = await takeLease(table, holder, held?.lease)
    if (!('taken' in result)) throw result.heldBy ? heldByOther(result.heldBy) : changedHands()
    context.found.lease = result.taken
    const stop = keepAlive(table, result.taken, context)
    context.atEnd(async ({ isWell, signal }) => {
      stop()
      // A Terraform of this run that AWS did not hear any more has left its lock.
      if (!isWell) await settleStateLock(context, { since: holder.since, signal }).catch(() => undefined)
      await removeLease(table, result.taken, signal)
    })
    if (held) {
      report.note([
        `Going on in the place of the run of ${whoHolds(held.lease)} since ${since(held.lease)}, which died.`,
      ])
      await settleStateLock(context, { since: held.lease.since, signal: context.signal, report })
    }
  },
})

/** @throws {UserError} when the holder gives a sign of life meanwhile */
export async function observe(table: LeaseTable, lease: Lease, { signal }: Context, report: Report): Promise<void> {
  report(`${whoHolds(lease)} gives no sign of life; looking again in ${observation / 1000} s`)
  await pause(observation, undefined, { signal }).catch(() => {
    throw new CancelledError()
  })
  const now = await readLease(table)
  if (now && now.beat !== lease.beat) throw heldByOther(now)
}

const since = (lease: Lease) => sinceInWords(lease, new Date())

export function heldByOther(lease: Lease): UserError {
  const where = lease.machine === thisMachine() ? ` as process ${lease.pid} on this computer` : ''
  return new UserError(
    'DEPLOY_LOCKED',
    `${whoHolds(lease)} is at work on this environment (${lease.operation || 'unknown'}) since ${since(lease)}${where}. Two runs at once would undo each other, so this one did nothing.`,
    ['Wait until that run has finished, then run the same command again.'],
    exitCodes.locked,
    { details: { who: lease.who, operation: lease.operation, since: lease.since.toISOString() } },
  )
}

const changedHands = () =>
  new UserError(
    'DEPLOY_LOCKED',
    'Another run took the deploy lock and gave it back at this very moment. This one did nothing.',
    ['Run the same command again.'],
    exitCodes.locked,
  )
