/** `*` of a policy: any characters, also none. */
export const star = Symbol('*')
/** `?` of a policy: exactly one character. */
export const one = Symbol('?')

export type Part = string | typeof star | typeof one

/** A pattern taken apart, so that a literal `*` (from `${*}` or a variable's value) is no wildcard. */
export interface Glob {
  /** Characters one by one, and wildcards. */
  readonly parts: readonly Part[]
  /** What a text must begin with to fit: most patterns are ruled out by it. */
  readonly start: string
  /** Most patterns are plain texts, or a text with a `*` at its end, and `start` says all of them. */
  readonly shape: 'text' | 'start' | 'other'
}

export function globOf(parts: readonly Part[]): Glob {
  const wild = parts.findIndex((part) => typeof part !== 'string')
  const start = (wild < 0 ? parts : parts.slice(0, wild)).join('')
  const isStart = wild === parts.length - 1 && parts[wild] === star
  return { parts, start, shape: wild < 0 ? 'text' : isStart ? 'start' : 'other' }
}

/** A row of stars says no more than one of them. */
export const partsOf = (pattern: string): readonly Part[] =>
  [...pattern.replace(/\*{2,}/g, '*')].map((character) =>
    character === '*' ? star : character === '?' ? one : character,
  )

export const literalParts = (text: string): readonly Part[] => [...text]

export const parseGlob = (pattern: string): Glob => globOf(partsOf(pattern))

/** The pattern as it was written. */
export const globText = ({ parts }: Pick<Glob, 'parts'>): string =>
  parts.map((part) => (part === star ? '*' : part === one ? '?' : part)).join('')

/** Characters, not the halves of those beyond the basic plane. */
export const charactersOf = (text: string): ArrayLike<string> => (/[\ud800-\udfff]/.test(text) ? [...text] : text)

/**
 * Whether the whole text fits. Goes back to the last `*` only, so its time is bounded by the product
 * of both lengths whatever a policy contains (a regular expression made from it has no such bound);
 * a pattern of many stars takes one pass.
 */
export function globMatches({ parts, start, shape }: Glob, text: string): boolean {
  if (shape === 'text') return text === start
  if (shape === 'start' || !text.startsWith(start)) return text.startsWith(start)
  const characters = charactersOf(text)
  let at = 0
  let part = 0
  let lastStar = -1
  let resume = 0
  while (at < characters.length) {
    const expected = parts[part]
    if (expected === star) {
      lastStar = part++
      resume = at
    } else if (expected === one || expected === characters[at]) {
      part++
      at++
    } else if (lastStar >= 0) {
      part = lastStar + 1
      at = ++resume
    } else {
      return false
    }
  }
  while (parts[part] === star) part++
  return part === parts.length
}
