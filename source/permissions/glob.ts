/** `*` of a policy: any characters, also none. */
export const star = Symbol('*')
/** `?` of a policy: exactly one character. */
export const one = Symbol('?')

/** A pattern taken apart, so that a literal `*` (from `${*}` or a variable's value) is no wildcard. */
export type Glob = readonly (string | typeof star | typeof one)[]

export const literal = (text: string): Glob => [...text]

export function parseGlob(pattern: string): Glob {
  return [...pattern].map((character) => (character === '*' ? star : character === '?' ? one : character))
}

/** The pattern as it was written. */
export const globText = (glob: Glob): string =>
  glob.map((part) => (part === star ? '*' : part === one ? '?' : part)).join('')

export const lowerGlob = (glob: Glob): Glob =>
  glob.map((part) => (typeof part === 'string' ? part.toLowerCase() : part))

/** What a text must begin with to fit: most patterns can be ruled out by it. */
export function fixedStart(glob: Glob): string {
  const end = glob.findIndex((part) => typeof part !== 'string')
  return glob.slice(0, end < 0 ? glob.length : end).join('')
}

/**
 * Whether the whole text fits. Goes back to the last `*` only, so its time is bounded by the product
 * of both lengths whatever a policy contains (a regular expression made from it has no such bound).
 */
export function globMatches(glob: Glob, text: string): boolean {
  let at = 0
  let part = 0
  let lastStar = -1
  let resume = 0
  while (at < text.length) {
    const expected = glob[part]
    if (expected === star) {
      lastStar = part++
      resume = at
    } else if (expected === one || expected === text[at]) {
      part++
      at++
    } else if (lastStar >= 0) {
      part = lastStar + 1
      at = ++resume
    } else {
      return false
    }
  }
  while (glob[part] === star) part++
  return part === glob.length
}
