import { lowerAscii } from './ascii.ts'
import type { AuthorizationRequest, RequestContext } from './policy.ts'

export type ContextValue =
  | { readonly state: 'present'; readonly values: readonly string[] }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' }

/** One context is asked for many keys: their names are put into lower case once. */
const byLowerName = new WeakMap<RequestContext, ReadonlyMap<string, ContextValue>>()

function stateOf(value: RequestContext[string] | undefined): ContextValue {
  // A list without anything in it is a key without a value.
  if (value === null || value === undefined || (typeof value !== 'string' && value.length === 0)) {
    return { state: 'absent' }
  }
  return { state: 'present', values: typeof value === 'string' ? [value] : value }
}

function read(context: RequestContext): ReadonlyMap<string, ContextValue> {
  const known = byLowerName.get(context)
  if (known !== undefined) return known
  const values = new Map(Object.entries(context).map(([key, value]) => [lowerAscii(key), stateOf(value)] as const))
  byLowerName.set(context, values)
  return values
}

/**
 * What the request says of a condition key; names ignore case (IAM user guide, "JSON policy elements:
 * Condition"). An empty text is a value: S3 sends an empty prefix, and example policies list "".
 */
export function contextValue({ context, contextIsComplete }: AuthorizationRequest, key: string): ContextValue {
  const found = context === undefined ? undefined : read(context).get(lowerAscii(key))
  return found ?? { state: contextIsComplete ? 'absent' : 'unknown' }
}
