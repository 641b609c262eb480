import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { withNextSteps } from '../errors.ts'
import type { AccountInventory, LivingEnvironment } from '../found.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { findLeftovers } from '../services/aws/find-leftovers.ts'
import { readLease } from '../services/aws/lease.ts'
import { inspectLockTable } from '../services/aws/lock-table.ts'
import { foreignBucket } from '../services/aws/make-state-bucket.ts'
import { countObjects } from '../services/aws/objects-count.ts'
import { listObjects } from '../services/aws/objects-read.ts'
import { type BucketPlace, inspectStateBucket } from '../services/aws/state-bucket.ts'
import { targetOfStateKey } from '../services/aws/state-place.ts'
import { ownTag } from '../services/aws/tags.ts'
import { readKnownState } from '../services/aws/terraform-state.ts'
import { formatBytes } from '../services/data/describe-data.ts'
import { judgeLease } from '../services/lease-liveness.ts'
import { troubleError } from '../troubles/find-trouble.ts'
import { accountInUse } from './account-in-use.ts'
import { lookerOf } from './leftover-words.ts'
import { need } from './need.ts'

interface Facts {
  readonly place: BucketPlace
  readonly account: AccountInventory
}

/** What state bucket and lock table hold, and whether anything still lives by them. Reads only. */
export const accountInventory: Step<Context, Facts> = {
  id: 'account',
  title: 'State bucket and lock table',
  needs: ['identity'],
  inspect: async (context, report) => {
    report('looking for environments')
    const { account } = need(context, 'identity')
    const bucket = stateBucketName(account)
    const place = await inspectStateBucket(await context.aws().s3(), bucket, account)
    const found = place.place === 'ours' || place.place === 'missing' ? await readAccount(context) : nothing
    context.found.account = found
    return { place, account: found }
  },
  assess: ({ place, account: found }, context) => {
    const { account } = need(context, 'identity')
    const bucket = stateBucketName(account)
    if (place.place === 'foreign') return { status: 'blocked', problem: foreignBucket(bucket) }
    if (place.place === 'elsewhere') {
      const problem = troubleError('STATE_BUCKET_ELSEWHERE', {
        bucket,
        there: place.region,
        here: context.answers.get('region'),
      })
      const next = [`twin destroy --everything --region ${place.region}`]
      return { status: 'blocked', problem: withNextSteps(problem, next) }
    }
    const problem = accountInUse(found, bucket)
    if (problem) return { status: 'blocked', problem }
    return { status: 'satisfied', detail: inWords(found) }
  },
}

const nothing: AccountInventory = {
  count: undefined,
  hasTable: false,
  living: [],
  locks: [],
  leftovers: { there: [], listed: [], unseen: [] },
}

async function readAccount(context: Context): Promise<AccountInventory> {
  const { account } = need(context, 'identity')
  const scope = {
    s3: await context.aws().s3(),
    bucket: stateBucketName(account),
    account,
    signal: context.signal,
  }
  const [count, objects = [], table, leftovers] = await Promise.all([
    countObjects(scope),
    listObjects(scope),
    inspectLockTable(await context.aws().dynamodb(), lockTableName),
    findLeftovers({ looker: lookerOf(context), tags: ownTag, signal: context.signal }),
  ])
  const keys = objects.map(({ key }) => key)
  const states = await Promise.all(
    keys
      .filter((key) => key.endsWith('.tfstate'))
      .map(async (key): Promise<LivingEnvironment> => {
        const { resources } = await readKnownState(scope.s3, { bucket: scope.bucket, key, account })
        return { key, target: targetOfStateKey(key), resources: resources.length }
      }),
  )
  const leases = await leasedStates(context, states)
  const isOfState = ({ name }: { readonly name: string }) => name === scope.bucket || name === lockTableName
  const beside = (all: typeof leftovers.there) => all.filter((each) => !isOfState(each))
  return {
    count,
    hasTable: table.exists,
    // A destroyed environment leaves a state that holds nothing.
    living: states.filter(({ resources }) => resources > 0),
    locks: [...keys.filter((key) => key.endsWith('.tflock')), ...leases],
    leftovers: { ...leftovers, there: beside(leftovers.there), listed: beside(leftovers.listed) },
  }
}

/** Keys of states that a run works on at this moment, also one that has been removed or is being made. */
async function leasedStates(context: Context, states: readonly LivingEnvironment[]): Promise<readonly string[]> {
  const { account } = need(context, 'identity')
  const dynamodb = await context.aws().dynamodb()
  const leased = await Promise.all(
    states.map(async ({ key }) => {
      const place = { bucket: stateBucketName(account), key, table: lockTableName, account }
      const lease = await readLease({ dynamodb, place })
      return lease && judgeLease(lease, new Date()) !== 'dead' ? [key] : []
    }),
  )
  return leased.flat()
}

export function inWords({ count, hasTable }: AccountInventory): string {
  const bucket = count
    ? `${count.versions} versions (${formatBytes(count.bytes)}) in the state bucket`
    : 'no state bucket'
  return `${bucket}, ${hasTable ? 'a lock table' : 'no lock table'}`
}
