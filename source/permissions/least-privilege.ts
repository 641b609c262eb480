import { rowsFor } from './needed-actions.ts'
import type { PolicyDocument, Statement } from './policy.ts'
import { type PolicyNames, type ResourceKindName, resourceKind } from './resource-kinds.ts'
import { plainShape, type Shape } from './shape.ts'

const oneOrList = (items: readonly string[]) => (items.length === 1 ? (items[0] as string) : items)

/**
 * The policy that allows what the table lists and nothing else, for every environment of a project:
 * one statement for each kind of resource, limited to the project's names.
 * @param shape what the settings of all its environments together turn on.
 */
export function leastPrivilegePolicy(names: PolicyNames, shape: Shape = plainShape): PolicyDocument {
  const actions = new Map<ResourceKindName, Set<string>>()
  for (const { action, on } of rowsFor(shape)) {
    const { isFree, condition, unconditioned } = resourceKind(on)
    if (isFree) continue
    const name = unconditioned && !condition?.(shape) ? unconditioned : on
    actions.set(name, (actions.get(name) ?? new Set()).add(action))
  }
  const statements = [...actions].map(([name, used]): Statement => {
    const kind = resourceKind(name)
    const condition = kind.condition?.(shape)
    return {
      Sid: kind.sid,
      Effect: 'Allow',
      Action: oneOrList([...used].sort()),
      Resource: oneOrList(kind.patterns(names, shape)),
      ...(condition ? { Condition: condition } : {}),
    }
  })
  return { Version: '2012-10-17', Statement: statements }
}
