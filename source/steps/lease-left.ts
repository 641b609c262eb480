import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { type Lease, readLease, removeLease } from '../services/aws/lease.ts'
import { judgeLease } from '../services/lease-liveness.ts'
import { heldByOther, leaseTableOf, observe } from './lease.ts'
import { sinceInWords, whoHolds } from './lock-words.ts'
import { need } from './need.ts'

/** Who holds the deploy lock. Stops where a run is at work: that lock is nobody's to release. */
export const leaseLeft: Step<Context, Lease | undefined> = {
  id: 'lease',
  title: 'Deploy lock',
  needs: ['identity', 'state-bucket'],
  inspect: async (context) => {
    const lease = await readLease(await leaseTableOf(context))
    if (lease) context.found.leaseLeft = lease
    return lease
  },
  assess: (lease) => {
    if (!lease) return { status: 'satisfied', detail: 'nobody holds it' }
    if (judgeLease(lease, new Date()) === 'alive') return { status: 'blocked', problem: heldByOther(lease) }
    return { status: 'satisfied', detail: `${whoHolds(lease)} since ${sinceInWords(lease, new Date())}` }
  },
}

/** Removes the deploy lock that was shown and confirmed, unless its holder gives a sign of life after all. */
export const releaseLease: Step<Context, Lease | undefined> = {
  id: 'release-lease',
  title: 'Deploy lock',
  needs: ['confirmation'],
  inspect: async (context) => readLease(await leaseTableOf(context)),
  assess: (lease, { found }) =>
    lease && lease.id === found.leaseLeft?.id
      ? { status: 'missing', plan: [`Release the deploy lock of ${whoHolds(lease)}.`] }
      : { status: 'satisfied', detail: 'released' },
  apply: async (context, _lease, report) => {
    const table = await leaseTableOf(context)
    const left = need(context, 'leaseLeft')
    if (judgeLease(left, new Date()) === 'silent') await observe(table, left, context, report)
    await removeLease(table, left)
  },
}
