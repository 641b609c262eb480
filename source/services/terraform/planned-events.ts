import type { TerraformAction, TerraformEvent } from './event.ts'
import { type PlanSummary, summarizePlan } from './plan-summary.ts'

const actions: Partial<Record<TerraformAction, readonly string[]>> = {
  create: ['create'],
  update: ['update'],
  replace: ['delete', 'create'],
  delete: ['delete'],
}

/** The same summary as of a saved plan, from what an apply without one says that it is going to do. */
export function summarizePlanned(events: readonly TerraformEvent[]): PlanSummary {
  return summarizePlan({
    resource_changes: events.flatMap((event) => {
      const planned = event.type === 'planned' ? actions[event.action] : undefined
      if (event.type !== 'planned' || !planned) return []
      const { address, type, name, key } = event.resource
      const change = { actions: planned, before: null, after: null }
      return [{ address, type, name, mode: 'managed' as const, change, ...(key === undefined ? {} : { index: key }) }]
    }),
  })
}
