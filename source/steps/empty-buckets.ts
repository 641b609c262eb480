import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import type { BucketInventory } from '../found.ts'
import { countObjects } from '../services/aws/objects-count.ts'
import { emptyBucket } from '../services/aws/objects-empty.ts'
import { need } from './need.ts'

/** A versioned bucket goes only when all its versions, delete markers and unfinished uploads are gone. */
export const emptyBuckets: Step<Context, readonly BucketInventory[]> = {
  id: 'empty-buckets',
  title: 'Buckets',
  inspect: async (context) => {
    const scope = await scopeOf(context)
    return Promise.all(
      need(context, 'inventory').map(async (bucket) => {
        // Counted a moment ago; what looked empty then may have got a conversation since.
        if (!context.found.isPurged && (bucket.count?.versions ?? 0) > 0) return bucket
        return { ...bucket, count: await countObjects({ ...scope, bucket: bucket.name }) }
      }),
    )
  },
  assess: (buckets) => {
    const full = buckets.filter(({ count }) => count !== undefined && count.versions > 0)
    return full.length === 0
      ? { status: 'satisfied', detail: 'empty' }
      : { status: 'missing', plan: full.map(({ name, count }) => `Delete all ${count?.versions} versions in ${name}.`) }
  },
  apply: async (context, buckets, report) => {
    const scope = await scopeOf(context)
    for (const { name, count } of buckets) {
      if (count) await emptyBucket({ ...scope, bucket: name, report, total: count.versions })
    }
    context.found.isPurged = true
  },
}

const scopeOf = async (context: Context) => ({
  s3: await context.aws().s3(),
  account: need(context, 'identity').account,
  signal: context.signal,
})
