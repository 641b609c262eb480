import { alarmRows } from './needed/alarms.ts'
import { domainRows } from './needed/domain.ts'
import { edgeRows } from './needed/edge.ts'
import { iamRows } from './needed/iam.ts'
import { lambdaRows } from './needed/lambda.ts'
import { otherRows } from './needed/others.ts'
import type { Feature, NeededRow } from './needed/row.ts'
import { s3Rows } from './needed/s3.ts'
import type { RequestContext } from './policy.ts'
import { resourceKind, type TargetNames } from './resource-kinds.ts'
import { plainShape, type Shape } from './shape.ts'

/**
 * What the stack and this program ask of AWS: measured from the provider's calls, plus what calls
 * cannot show.
 */
export const neededTable: readonly NeededRow[] = [
  ...s3Rows,
  ...otherRows,
  ...lambdaRows,
  ...edgeRows,
  ...iamRows,
  ...domainRows,
  ...alarmRows,
]

/** The rows that an environment of that shape, or several of them, can come to need. */
export const rowsFor = ({ options }: Shape): readonly NeededRow[] =>
  neededTable.filter(({ option }) => option === undefined || options.includes(option))

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

/** The table for one target of that shape, for the features that are about to be used. */
export function neededActions(
  names: TargetNames,
  features: readonly Feature[],
  shape: Shape = plainShape,
): readonly NeededAction[] {
  const found = new Map<string, NeededAction>()
  for (const row of rowsFor(shape)) {
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
      resources: (kind.examples ?? kind.patterns)(names, shape),
      context: kind.context?.(shape) ?? {},
    })
  }
  return [...found.values()]
}
