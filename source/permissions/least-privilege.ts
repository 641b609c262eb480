import { rowsFor } from './needed-actions.ts'
import type { PolicyDocument, Statement } from './policy.ts'
import { type PolicyNames, type ResourceKindName, resourceKind } from './resource-kinds.ts'
import { plainShape, type Shape } from './shape.ts'

const oneOrList = (items: readonly string[]) => (items.length === 1 ? (items[0] as string) : items)

/**
 * The policy that allows what the table lists and nothing else, for every environment of a project:
 * one statement for each kind of resource (kinds of the same `sid` share one: a managed policy has 6,144 characters), limited to the project's names.
 * @param shape what the settings of all its environments together turn on.
 */
export function leastPrivilegePolicy(names: PolicyNames, shape: Shape = plainShape): PolicyDocument {
  const statements = new Map<string, { names: Set<ResourceKindName>; actions: Set<string> }>()
  for (const { action, on } of rowsFor(shape)) {
    const { isFree, condition, unconditioned } = resourceKind(on)
    if (isFree) continue
    const name = unconditioned && !condition?.(shape) ? unconditioned : on
    const { sid } = resourceKind(name)
    const statement = statements.get(sid) ?? { names: new Set(), actions: new Set() }
    statements.set(sid, statement)
    statement.names.add(name)
    statement.actions.add(action)
  }
  return {
    Version: '2012-10-17',
    Statement: [...statements].map(([sid, { names: kinds, actions }]): Statement => {
      const condition = [...kinds].map((name) => resourceKind(name).condition?.(shape)).find(Boolean)
      return {
        Sid: sid,
        Effect: 'Allow',
        Action: oneOrList([...actions].sort()),
        Resource: oneOrList([...kinds].flatMap((name) => resourceKind(name).patterns(names, shape))),
        ...(condition ? { Condition: condition } : {}),
      }
    }),
  }
}
