import type { SavedPlan } from '../../source/services/terraform/plan.ts'
import { type ChangeKind, summarizePlan } from '../../source/services/terraform/plan-summary.ts'

const actions: Record<ChangeKind, string[]> = {
  create: ['create'],
  change: ['update'],
  replace: ['delete', 'create'],
  remove: ['delete'],
}

/** A saved plan that does these things to the memory bucket, by the product's own reading of Terraform's JSON. */
export function planOf(kinds: readonly ChangeKind[]): SavedPlan {
  const resource_changes = kinds.map((kind) => ({
    address: 'aws_s3_bucket.this["memory"]',
    mode: 'managed' as const,
    type: 'aws_s3_bucket',
    name: 'this',
    index: 'memory',
    change: { actions: actions[kind], before: null, after: null },
  }))
  return { file: '/no/dev.tfplan', json: {}, summary: summarizePlan({ resource_changes }) }
}
