import { type Glob, literal, type one, parseGlob, type star } from './glob.ts'
import type { AuthorizationRequest } from './policy.ts'

export type ContextValue =
  | { readonly state: 'present'; readonly values: readonly string[] }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' }

/** What the request says of a condition key; names ignore case. */
export function contextValue(request: AuthorizationRequest, key: string): ContextValue {
  const name = key.toLowerCase()
  for (const [candidate, value] of Object.entries(request.context ?? {})) {
    if (candidate.toLowerCase() !== name) continue
    if (value === null || value.length === 0) return { state: 'absent' }
    return { state: 'present', values: typeof value === 'string' ? [value] : value }
  }
  return { state: request.contextIsComplete ? 'absent' : 'unknown' }
}

export type Expansion =
  | { readonly state: 'value'; readonly glob: Glob }
  /** A variable has no value: the text matches nothing (IAM user guide, "Policy variables with no value"). */
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly key: string }

const variable = /\$\{(?<name>[^},]+)(?:,\s*'(?<fallback>[^']*)')?\s*\}/g
const escapes = new Set(['*', '?', '$'])

export const hasVariables = (text: string) => text.includes('${')

/** Puts the request's values into a policy text. A value is literal: its own `*` is no wildcard. */
export function expandVariables(text: string, request: AuthorizationRequest): Expansion {
  const parts: (string | typeof star | typeof one)[] = []
  let end = 0
  for (const match of text.matchAll(variable)) {
    parts.push(...parseGlob(text.slice(end, match.index)))
    end = match.index + match[0].length
    const name = match.groups?.name?.trim() ?? ''
    if (escapes.has(name)) {
      parts.push(name)
      continue
    }
    const value = contextValue(request, name)
    const fallback = match.groups?.fallback
    if (value.state === 'unknown') return { state: 'unknown', key: name }
    // A key with several values cannot be a variable (same guide, "single-valued vs. multivalued").
    if (value.state === 'present' && value.values.length > 1) return { state: 'unknown', key: name }
    if (value.state === 'absent' && fallback === undefined) return { state: 'absent' }
    parts.push(...literal(value.state === 'present' ? (value.values[0] ?? '') : (fallback ?? '')))
  }
  parts.push(...parseGlob(text.slice(end)))
  return { state: 'value', glob: parts }
}
