import type { ChangeJson, PlanJson } from './plan-json.ts'

export interface Drift {
  readonly address: string
  /** What happened to it in AWS since Terraform last looked. */
  readonly action: 'changed' | 'deleted'
  /** The settings that differ, by name. */
  readonly settings: readonly string[]
}

/**
 * What other hands have changed in AWS, as far as a deployment would put it back. Terraform also lists as
 * drift what the provider merely learnt by reading again (an empty map where nothing was, a bucket's
 * policy that is a resource of its own); of that a deployment would change nothing, so it is left out.
 */
export function driftOf({ resource_drift: drifted = [], resource_changes: changes = [] }: PlanJson): readonly Drift[] {
  return drifted.flatMap(({ address, change }): Drift[] => {
    const planned = changes.find((each) => each.address === address)?.change
    if (!planned || planned.actions.includes('no-op')) return []
    if (change.actions.includes('delete')) return [{ address, action: 'deleted', settings: [] }]
    const wanted = changedSettings(planned)
    const settings = changedSettings(change).filter((name) => wanted.includes(name))
    return settings.length > 0 ? [{ address, action: 'changed', settings }] : []
  })
}

function changedSettings({ before, after, after_unknown: unknown }: ChangeJson): readonly string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const isUnknown = (name: string) => (unknown as Record<string, unknown> | undefined)?.[name] === true
  return [...names].filter((name) => !isUnknown(name) && !isSame(before?.[name], after?.[name]))
}

/** Null, an empty list, an empty map and an empty text are the same to AWS. */
const isEmpty = (value: unknown) =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

const isSame = (one: unknown, other: unknown) =>
  (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other)
