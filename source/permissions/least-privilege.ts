import { isLimited, onlyWithBoundary, setBoundary } from './boundary.ts'
import { neededTable } from './needed-actions.ts'
import type { PolicyDocument, Statement } from './policy.ts'
import { type PolicyNames, type ResourceKindName, resourceKind } from './resource-kinds.ts'

const oneOrList = (items: readonly string[]) => (items.length === 1 ? (items[0] as string) : items)

function statementOf(name: ResourceKindName, used: readonly string[], names: PolicyNames): Statement {
  const kind = resourceKind(name)
  return {
    Sid: kind.sid,
    Effect: 'Allow',
    Action: oneOrList(used.toSorted()),
    Resource: oneOrList(kind.patterns(names)),
    ...(kind.condition ? { Condition: kind.condition } : {}),
  }
}

/** What makes roles, or makes them mightier, stands by itself, under the condition that they are limited. */
function limitedTo(boundary: string, statement: Statement, used: readonly string[]): readonly Statement[] {
  const free = used.filter((action) => !isLimited(action))
  return [
    { ...statement, Action: oneOrList(free.toSorted()) },
    {
      ...statement,
      Sid: `${statement.Sid}WithBoundary`,
      Action: [...used.filter(isLimited), setBoundary].sort(),
      Condition: onlyWithBoundary(boundary),
    },
  ]
}

/**
 * The policy that allows what the table lists and nothing else, for every environment of a project:
 * one statement for each kind of resource, limited to the project's names. With a permissions boundary
 * (`names.permissionsBoundary`) roles can only be made, and given a policy, below that boundary.
 */
export function leastPrivilegePolicy(names: PolicyNames): PolicyDocument {
  const { permissionsBoundary } = names
  const actions = new Map<ResourceKindName, Set<string>>()
  for (const { action, on } of neededTable) {
    if (resourceKind(on).isFree) continue
    actions.set(on, (actions.get(on) ?? new Set()).add(action))
  }
  const statements = [...actions].flatMap(([name, set]): readonly Statement[] => {
    const used = [...set]
    const statement = statementOf(name, used, names)
    const isDivided = permissionsBoundary !== undefined && used.some(isLimited)
    return isDivided ? limitedTo(permissionsBoundary, statement, used) : [statement]
  })
  return { Version: '2012-10-17', Statement: statements }
}
