import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { bucketExists } from '../services/aws/objects-count.ts'
import { removeBucket } from '../services/aws/remove-bucket.ts'
import { need } from './need.ts'

/** Buckets under this environment's names that Terraform knew nothing of; after its own work there is none. */
export const removeBuckets: Step<Context, readonly string[]> = {
  id: 'remove-buckets',
  title: 'Buckets without Terraform',
  inspect: async (context) => {
    const scope = await scopeOf(context)
    const names = need(context, 'inventory').flatMap(({ name, count }) => (count ? [name] : []))
    const there = await Promise.all(names.map((bucket) => bucketExists({ ...scope, bucket })))
    return names.filter((_, index) => there[index])
  },
  assess: (names) =>
    names.length === 0
      ? { status: 'satisfied', detail: 'none' }
      : { status: 'missing', plan: names.map((name) => `Delete the bucket ${name}.`) },
  apply: async (context, names, report) => {
    const scope = await scopeOf(context)
    for (const bucket of names) await removeBucket({ ...scope, bucket, report })
  },
}

const scopeOf = async (context: Context) => ({
  s3: await context.aws().s3(),
  account: need(context, 'identity').account,
  signal: context.signal,
})
