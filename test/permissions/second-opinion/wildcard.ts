/**
 * One place of a pattern: a character that stands for itself, or what stands for others.
 * `blank` is the value of a policy variable that nobody knows.
 */
export type Place = { readonly is: string } | 'many' | 'one' | 'blank'

/** Which characters `many` and `one` may stand for; all of them unless told otherwise. */
export type Reach = (place: 'many' | 'one', at: number, character: string) => boolean

const everything: Reach = () => true

/** `*` is any combination of characters, `?` any single one (reference_policies_elements_resource). */
export const placesOf = (text: string): readonly Place[] =>
  Array.from(text, (character) => (character === '*' ? 'many' : character === '?' ? 'one' : { is: character }))

export const lettersOf = (text: string): readonly Place[] => Array.from(text, (character) => ({ is: character }))

/** Whether the whole pattern stands for the whole text. A character is what people call one, not half of a pair. */
export function fits(pattern: readonly Place[], text: string, reach: Reach = everything): boolean {
  // Most patterns part from the text at once, at the service or at the first letter of an action.
  const first = pattern.find((place) => typeof place === 'string' || !text.includes(place.is))
  if (typeof first === 'object') return false
  const characters = Array.from(text)

  const fitsFrom = (from: number, start: number): boolean => {
    let read = start
    for (let at = from; at < pattern.length; at += 1) {
      const place = pattern[at]
      const character = characters[read]
      if (place === 'many' || place === 'blank') {
        if (fitsFrom(at + 1, read)) return true
        if (character === undefined || (place === 'many' && !reach('many', at, character))) return false
        at -= 1
      } else if (character === undefined) return false
      else if (place === 'one' ? !reach('one', at, character) : place?.is !== character) return false
      read += 1
    }
    return read === characters.length
  }

  return fitsFrom(0, 0)
}
