/** Parts of the stack that are off until a project's settings turn them on. */
export type Option = 'domain' | 'alarms' | 'accessLogs' | 'boundary'

/** What the settings of one environment, or of several together, ask for beside the usual. */
export interface Shape {
  readonly options: readonly Option[]
  /** Ids of the hosted zones that domains lie in. */
  readonly zones: readonly string[]
  readonly domains: readonly string[]
  /** ARNs of the policies that limit the functions' roles. */
  readonly boundaries: readonly string[]
  /** No role is made without a boundary. */
  readonly isAlwaysBounded: boolean
}

export const plainShape: Shape = { options: [], zones: [], domains: [], boundaries: [], isAlwaysBounded: false }

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)].sort()

/** What several environments need together. */
export function uniteShapes(shapes: readonly Shape[]): Shape {
  return {
    options: distinct(shapes.flatMap(({ options }) => options)),
    zones: distinct(shapes.flatMap(({ zones }) => zones)),
    domains: distinct(shapes.flatMap(({ domains }) => domains)),
    boundaries: distinct(shapes.flatMap(({ boundaries }) => boundaries)),
    isAlwaysBounded: shapes.length > 0 && shapes.every(({ isAlwaysBounded }) => isAlwaysBounded),
  }
}

/** The same, but that no role is made without a boundary, which may be that one too. */
export const boundedBy = (shape: Shape, arn: string): Shape => ({
  ...shape,
  options: distinct([...shape.options, 'boundary']),
  boundaries: distinct([...shape.boundaries, arn]),
  isAlwaysBounded: true,
})
