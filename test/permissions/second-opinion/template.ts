import type { AuthorizationRequest } from '../../../source/permissions/policy.ts'
import { findKey } from './request-keys.ts'
import { blank, lettersOf, type Place } from './wildcard.ts'

/** How the plain text between variables is read: as a pattern, or letter by letter. */
type Reading = (text: string) => readonly Place[]

/** Turns a policy's text into a pattern for one request; `void` when a variable in it has no value. */
export type Template = (request: AuthorizationRequest) => readonly Place[] | 'void'

const variable = /\$\{([^}]*)\}/g
const withDefault = /^(.*?), '(.*)'$/

/**
 * Variables exist since version 2012-10-17. In a policy of an earlier version, or of none, their text
 * stands for itself (reference_policies_variables, reference_policies_elements_version).
 */
export function makeTemplate(text: string, version: string | undefined, read: Reading): Template {
  if (version !== '2012-10-17' || !/\$\{/.test(text)) {
    const places = read(text)
    return () => places
  }
  const parts: Template[] = []
  let from = 0
  for (const found of text.matchAll(variable)) {
    const plain = read(text.slice(from, found.index))
    parts.push(() => plain, makeVariable(found[1] ?? ''))
    from = found.index + found[0].length
  }
  const rest = read(text.slice(from))
  parts.push(() => rest)
  return (request) => {
    const filled = parts.map((part) => part(request))
    return filled.includes('void') ? 'void' : (filled as (readonly Place[])[]).flat()
  }
}

function makeVariable(inside: string): Template {
  // `${*}`, `${?}` and `${$}` are these three characters themselves (reference_policies_variables, special characters).
  if (inside === '*' || inside === '?' || inside === '$') return () => lettersOf(inside)
  const [, key = inside, fallback] = withDefault.exec(inside) ?? []
  return (request) => {
    const found = findKey(request, key)
    if (found === 'unheard') return [blank]
    // "Policy variables with no value": nothing is equal to it or like it, unless a default is written.
    if (found === 'absent') return fallback === undefined ? 'void' : lettersOf(fallback)
    return lettersOf(found[0] ?? '')
  }
}
