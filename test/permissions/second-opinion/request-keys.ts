import type { AuthorizationRequest } from '../../../source/permissions/policy.ts'

/** The values of a key; `absent` when the request has none, `unheard` when nobody knows. */
export type Found = readonly string[] | 'absent' | 'unheard'

/** Key names ignore case (reference_policies_elements_condition: "Context key names are not case-sensitive"). */
export function findKey(request: AuthorizationRequest, wanted: string): Found {
  for (const [name, value] of Object.entries(request.context ?? {})) {
    if (name.toLowerCase() !== wanted.toLowerCase()) continue
    if (value === null) return 'absent'
    return typeof value === 'string' ? [value] : value
  }
  return request.contextIsComplete === true ? 'absent' : 'unheard'
}
