import type { DataProblem } from '../data-problem.ts'
import type { schemaFor } from './file-schemas.ts'
import { describeValue } from './kind-in.ts'

export interface Position {
  readonly line: number
  readonly column: number
}

/** From 1, both; columns in UTF-16 units, as editors count them. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

const at = (value: unknown, path: readonly PropertyKey[]) =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value)

interface Judged {
  readonly path: string
  readonly text: string
  readonly value: unknown
  readonly schema: NonNullable<ReturnType<typeof schemaFor>>
  /** Where the value at a path begins, in UTF-16 units. */
  readonly offsetOf: (path: readonly PropertyKey[]) => number | undefined
}

/** What does not fit the schema: where, what was expected, and the kind of what was found. */
export function judgeValue({ path, text, value, schema, offsetOf }: Judged): DataProblem[] {
  return (schema.safeParse(value).error?.issues ?? []).map((issue) => {
    const inner = issue.path.findLastIndex((_, index) => offsetOf(issue.path.slice(0, index + 1)) !== undefined)
    const offset = offsetOf(issue.path.slice(0, inner + 1)) ?? 0
    return {
      path,
      ...positionAt(text, offset),
      message: `expected ${issue.message}, found ${describeValue(at(value, issue.path))}.`,
      mend: `Correct ${path} there; the sample data of a new project shows a shape that fits.`,
    }
  })
}
