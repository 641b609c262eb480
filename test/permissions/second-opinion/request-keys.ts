import type { AuthorizationRequest, OneOrMany } from '../../../source/permissions/policy.ts'

/** The values of a key; `absent` when the request has none, `unheard` when nobody knows. */
export type Found = readonly string[] | 'absent' | 'unheard'

type Folded = ReadonlyMap<string, OneOrMany<string> | null>

const foldedContexts = new WeakMap<object, Folded>()

/** Key names ignore case (reference_policies_elements_condition: "Context key names are not case-sensitive"). */
function fold({ context = {} }: AuthorizationRequest): Folded {
  const known = foldedContexts.get(context)
  if (known !== undefined) return known
  const folded = new Map(Object.entries(context).map(([name, value]) => [name.toLowerCase(), value]))
  foldedContexts.set(context, folded)
  return folded
}

export function findKey(request: AuthorizationRequest, wanted: string): Found {
  const value = fold(request).get(wanted.toLowerCase())
  if (value === undefined) return request.contextIsComplete === true ? 'absent' : 'unheard'
  if (value === null) return 'absent'
  return typeof value === 'string' ? [value] : value
}
