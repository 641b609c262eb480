import { type Glob, globOf, type Part, partsOf, star } from './glob.ts'
import type { AuthorizationRequest } from './policy.ts'
import { contextValue } from './request-values.ts'

interface Variable {
  readonly name: string
  readonly fallback: string | undefined
}

/** A text of a policy, taken apart once. */
export interface PolicyText {
  readonly text: string
  /** What it is without any variable; with one, `parts`. */
  readonly glob?: Glob
  readonly parts?: readonly (readonly Part[] | Variable)[]
  /** Why it cannot be judged: `${` that begins no variable. */
  readonly problem?: string
  /** A variable stands before the fifth colon, where an ARN may have none. */
  readonly isEarly: boolean
}

export type Expansion =
  | { readonly state: 'value'; readonly glob: Glob }
  /** A variable has no value: the text matches nothing (IAM user guide, "Policy variables with no value"). */
  | { readonly state: 'absent' }
  /** `widest` has a `*` for each value nobody knows: what does not fit it fits none of them. */
  | { readonly state: 'unknown'; readonly reason: string; readonly widest?: Glob }

/** No space in the name; a default value in single quotes after a comma. */
const variable = /\$\{(?<name>[^\s${},']+)(?:,\s*'(?<fallback>[^']*)')?\}/g
/** `${*}`, `${?}`, `${$}`: the character itself (IAM user guide, "Variables and tags", special characters). */
const special = /\$\{(?<character>[*?$])\}/g

/** Takes the text between variables apart. */
type PartReader = (text: string) => readonly Part[]

const isVariable = (part: readonly Part[] | Variable): part is Variable => 'name' in part

const colonsIn = (text: string) => text.split(':').length - 1

/** Lists of lists and not arguments: a policy's text may be longer than a call can take. */
function plainParts(text: string, read: PartReader): readonly Part[] {
  const pieces: (readonly Part[])[] = []
  let end = 0
  for (const match of text.matchAll(special)) {
    pieces.push(read(text.slice(end, match.index)), [match.groups?.character ?? ''])
    end = match.index + match[0].length
  }
  return [...pieces, read(text.slice(end))].flat()
}

/**
 * @param hasVariables whether the policy's version knows variables: from 2012-10-17 on. Before, `${…}`
 *   is plain text.
 * @param read what `*` and `?` outside of variables are.
 */
export function policyText(text: string, hasVariables: boolean, read: PartReader = partsOf): PolicyText {
  if (!hasVariables || !text.includes('${')) return { text, glob: globOf(read(text)), isEarly: false }
  const parts: (readonly Part[] | Variable)[] = []
  let end = 0
  let colons = 0
  let isEarly = false
  let rest = ''
  for (const match of text.matchAll(variable)) {
    const { name = '', fallback } = match.groups ?? {}
    if (/^[*?$]$/.test(name)) continue
    const before = text.slice(end, match.index)
    rest += before
    colons += colonsIn(before)
    isEarly ||= colons < 5
    parts.push(plainParts(before, read), { name, fallback })
    end = match.index + match[0].length
  }
  rest += text.slice(end)
  if (rest.replace(special, '').includes('${')) {
    return { text, problem: 'it has ${ where no variable begins', isEarly }
  }
  const tail = plainParts(text.slice(end), read)
  return parts.length === 0 ? { text, glob: globOf(tail), isEarly: false } : { text, parts: [...parts, tail], isEarly }
}

function valueOfVariable({ name, fallback }: Variable, request: AuthorizationRequest): Expansion {
  const value = contextValue(request, name)
  if (value.state === 'unknown') return { state: 'unknown', reason: `the value of ${name} is not known` }
  if (value.state === 'absent') {
    if (fallback === undefined) return { state: 'absent' }
    // AWS does not say whether a wildcard in a default value is one.
    if (/[*?]/.test(fallback)) return { state: 'unknown', reason: `the default value of ${name} holds a wildcard` }
    return { state: 'value', glob: globOf([...fallback]) }
  }
  // "Single-valued vs. multivalued context keys": one with several values cannot be a variable.
  if (value.values.length > 1) return { state: 'unknown', reason: `${name} has several values` }
  const [text = ''] = value.values
  // A key "that has no value" counts as absent; whether an empty one is meant, AWS does not say.
  if (text === '') return { state: 'unknown', reason: `the value of ${name} is empty` }
  return { state: 'value', glob: globOf([...text]) }
}

/** Puts the request's values into a policy text. A value is literal: its own `*` is no wildcard. */
export function expandText({ glob, parts, problem }: PolicyText, request: AuthorizationRequest): Expansion {
  if (glob !== undefined) return { state: 'value', glob }
  if (problem !== undefined) return { state: 'unknown', reason: problem }
  const expanded: (readonly Part[])[] = []
  let doubt: string | undefined
  for (const part of parts ?? []) {
    const expansion: Expansion = isVariable(part)
      ? valueOfVariable(part, request)
      : { state: 'value', glob: globOf(part) }
    // Known to have no value is certain, whatever the others are.
    if (expansion.state === 'absent') return expansion
    if (expansion.state === 'unknown') {
      doubt ??= expansion.reason
      expanded.push([star])
    } else {
      expanded.push(expansion.glob.parts)
    }
  }
  const expandedGlob = globOf(expanded.flat())
  if (doubt === undefined) return { state: 'value', glob: expandedGlob }
  return { state: 'unknown', reason: doubt, widest: expandedGlob }
}
