import type { Dice } from './dice.ts'

/** What a generated text is written into. */
export interface Page {
  readonly dice: Dice
  readonly version: string | undefined
}

export const knowsVariables = ({ version }: Page) => version === '2012-10-17'

/** Names of actions and keys ignore case. */
export function oddCase(dice: Dice, text: string): string {
  if (!dice.chance(0.2)) return text
  return dice.pick([
    text.toLowerCase(),
    text.toUpperCase(),
    Array.from(text, (c) => (dice.chance(0.5) ? c : c.toUpperCase())).join(''),
  ])
}

/** In capitals, from A to Z only: what ignoring case means beyond is not documented. */
export const shout = (text: string) => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())

/** The text as it stands for itself in a policy; before 2012 nothing could be quoted. */
export function quote(page: Page, text: string, wildcards: boolean): string {
  if (!knowsVariables(page)) return text
  const dollars = text.replaceAll(/\$(?=\{)/g, () => `\${$}`)
  if (!wildcards && !page.dice.chance(0.5)) return dollars
  return dollars.replaceAll(/(?<!\$\{)[*?]/g, (wildcard) => `\${${wildcard}}`)
}

/** A pattern that matches the text, mostly: pieces of it are replaced by wildcards. */
export function generalize(page: Page, text: string): string {
  const pattern = replacePieces(page, text)
  // Whether a policy of 2008 can quote a wildcard is not documented.
  return knowsVariables(page) || !/\$\{[*?]\}/.test(pattern) ? pattern : text
}

function replacePieces(page: Page, text: string): string {
  const { dice } = page
  const letters = Array.from(text)
  const from = dice.below(letters.length + 1)
  const to = from + dice.below(letters.length - from + 1)
  const piece = (start: number, end?: number) => quote(page, letters.slice(start, end).join(''), true)
  switch (dice.below(5)) {
    case 0:
      return piece(0)
    case 1:
      return `${piece(0, from)}*`
    case 2:
      return `${piece(0, from)}*${piece(to)}`
    case 3: {
      const second = to + dice.below(letters.length - to + 1)
      return `${piece(0, from)}*${piece(to, second)}*`
    }
    default: {
      // What a `?` makes of a character of two code units is left out, see open-questions.ts.
      const letter = letters[from]
      if (letter === undefined || letter.length > 1) return piece(0)
      return `${piece(0, from)}?${piece(from + 1)}`
    }
  }
}

/** One value, or a list of them: AWS takes both. */
export const oneOrList = <T>(dice: Dice, values: readonly T[]): T | readonly T[] =>
  values.length === 1 && dice.chance(0.6) ? (values[0] as T) : values
