import { boundaryContext } from './boundary.ts'
import { edgeRows } from './needed/edge.ts'
import { iamRows } from './needed/iam.ts'
import { lambdaRows } from './needed/lambda.ts'
import { otherRows } from './needed/others.ts'
import type { Feature, NeededRow } from './needed/row.ts'
import { s3Rows } from './needed/s3.ts'
import type { RequestContext } from './policy.ts'
import { resourceKind, type TargetNames } from './resource-kinds.ts'

/**
 * What the stack and this program ask of AWS: measured from the provider's calls, plus what calls
 * cannot show. A custom domain (Route 53, ACM) is not in it.
 */
export const neededTable: readonly NeededRow[] = [...s3Rows, ...otherRows, ...lambdaRows, ...edgeRows, ...iamRows]

/** An action that will be called on real names. */
export interface NeededAction {
  readonly action: string
  readonly service: string
  readonly features: readonly Feature[]
  readonly for: string
  /** ARNs as this target will use them; each must be allowed. */
  readonly resources: readonly string[]
  /** Condition keys that the request will carry. */
  readonly context: RequestContext
}

export const serviceOf = (action: string) => action.slice(0, action.indexOf(':'))

/** The table for one target, for the features that are about to be used. */
export function neededActions(names: TargetNames, features: readonly Feature[]): readonly NeededAction[] {
  const found = new Map<string, NeededAction>()
  for (const row of neededTable) {
    const wanted = row.features.filter((feature) => features.includes(feature))
    if (wanted.length === 0) continue
    const kind = resourceKind(row.on)
    const id = `${row.action} ${row.on}`
    const before = found.get(id)
    found.set(id, {
      action: row.action,
      service: serviceOf(row.action),
      features: [...new Set([...(before?.features ?? []), ...wanted])],
      for: before?.for ?? row.for,
      resources: (kind.examples ?? kind.patterns)(names),
      context: { ...kind.context, ...boundaryContext(row.action, names.permissionsBoundary) },
    })
  }
  return [...found.values()]
}
