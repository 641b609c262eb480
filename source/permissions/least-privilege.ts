import { neededTable } from './needed-actions.ts'
import type { PolicyDocument, Statement } from './policy.ts'
import { type PolicyNames, type ResourceKindName, resourceKind } from './resource-kinds.ts'

const oneOrList = (items: readonly string[]) => (items.length === 1 ? (items[0] as string) : items)

/**
 * The policy that allows what the table lists and nothing else, for every environment of a project:
 * one statement for each kind of resource, limited to the project's names.
 */
export function leastPrivilegePolicy(names: PolicyNames): PolicyDocument {
  const actions = new Map<ResourceKindName, Set<string>>()
  for (const { action, on } of neededTable) {
    if (resourceKind(on).isFree) continue
    actions.set(on, (actions.get(on) ?? new Set()).add(action))
  }
  const statements = [...actions].map(([name, used]): Statement => {
    const kind = resourceKind(name)
    return {
      Sid: kind.sid,
      Effect: 'Allow',
      Action: oneOrList([...used].sort()),
      Resource: oneOrList(kind.patterns(names)),
      ...(kind.condition ? { Condition: kind.condition } : {}),
    }
  })
  return { Version: '2012-10-17', Statement: statements }
}
