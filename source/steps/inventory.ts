import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import type { BucketInventory } from '../found.ts'
import { dataBucketName, frontendBucketName, memoryBucketName } from '../names.ts'
import { countObjects } from '../services/aws/objects-count.ts'
import { formatBytes } from '../services/data/describe-data.ts'
import { need, targetOf } from './need.ts'

/** What the environment's buckets hold, so that a person knows what goes before it goes. */
export const inventory: Step<Context, readonly BucketInventory[]> = {
  id: 'inventory',
  title: 'What is in it',
  needs: ['identity'],
  inspect: async (context) => {
    const target = targetOf(context)
    const s3 = await context.aws().s3()
    const buckets = [
      { name: frontendBucketName(target), what: ['file of the page', 'files of the page'] },
      { name: dataBucketName(target), what: ['file of personal data', 'files of personal data'] },
      { name: memoryBucketName(target), what: ['conversation', 'conversations'] },
    ]
    const { account } = need(context, 'identity')
    const counted = await Promise.all(
      buckets.map(
        async ({ name, what }): Promise<BucketInventory> => ({
          name,
          what: what as [string, string],
          count: await countObjects({ s3, bucket: name, account, signal: context.signal }),
        }),
      ),
    )
    context.found.inventory = counted
    return counted
  },
  assess: (buckets) => ({ status: 'satisfied', detail: inWords(buckets).join(' · ') }),
}

export function inWords(buckets: readonly BucketInventory[]): string[] {
  const existing = buckets.filter(({ count }) => count !== undefined)
  if (existing.length === 0) return ['no buckets']
  return existing.map(({ what: [one, many], count }) => {
    const objects = count?.objects ?? 0
    return `${objects} ${objects === 1 ? one : many} (${formatBytes(count?.bytes ?? 0)})`
  })
}
