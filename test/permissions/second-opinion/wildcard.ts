/** One place of a pattern: a character, by its code point, that stands for itself, or one of the three below. */
export type Place = number

/** `*`: any combination of characters. */
export const many = -1
/** `?`: any single character. */
export const one = -2
/** The value of a policy variable, when nobody knows it. */
export const blank = -3

export const colon = 0x3a

/** Whether the wildcard at a place of the pattern may stand for this character; it may for all unless told otherwise. */
export type Reach = (at: number, character: number) => boolean

const everything: Reach = () => true

export function lettersOf(text: string): Place[] {
  const letters: Place[] = []
  for (const character of text) letters.push(character.codePointAt(0) ?? 0)
  return letters
}

/** Text with the wildcards `*` and `?` in it (reference_policies_elements_resource). */
export const placesOf = (text: string): Place[] =>
  lettersOf(text).map((letter) => (letter === 0x2a ? many : letter === 0x3f ? one : letter))

/** Whether the whole pattern stands for the whole text. A character is what people call one, not half of a pair. */
export function fits(pattern: readonly Place[], text: string, reach: Reach = everything): boolean {
  const letters = lettersOf(text)

  const fitsFrom = (from: number, start: number): boolean => {
    let read = start
    for (let at = from; at < pattern.length; at += 1) {
      const place = pattern[at]
      const letter = letters[read]
      if (place === many || place === blank) {
        if (fitsFrom(at + 1, read)) return true
        if (letter === undefined || (place === many && !reach(at, letter))) return false
        at -= 1
      } else if (letter === undefined) return false
      else if (place === one ? !reach(at, letter) : place !== letter) return false
      read += 1
    }
    return read === letters.length
  }

  return fitsFrom(0, 0)
}
