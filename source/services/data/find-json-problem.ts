export interface JsonProblem {
  /** Where reading stopped making sense, counted in UTF-16 units from 0. */
  readonly offset: number
  readonly expected: string
}

const whiteSpace = /[\t\n\r ]*/y
const token = /(?:([[\]{}:,"])|(?:true|false|null)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside of texts
const plainCharacters = /[^"\\\u0000-\u001f]*/y
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** The offset behind the match at `offset`, or undefined when there is none. */
function skip(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** `offset` is behind the opening quote; answers what lies behind the closing one, or the problem. */
function endOfString(text: string, offset: number): number | JsonProblem {
  let at = offset
  for (;;) {
    at = skip(plainCharacters, text, at) ?? at
    if (text[at] === '"') return at + 1
    const behindEscape = text[at] === '\\' ? skip(escapeSequence, text, at) : undefined
    if (behindEscape === undefined) return { offset: at, expected: 'the closing " of a text' }
    at = behindEscape
  }
}

type Place = 'value' | 'value or ]' | 'a quoted name' | 'a quoted name or }' | ':' | ', or }' | ', or ]' | 'the end'

/**
 * Finds where a text stops being JSON, or undefined when all of it is. `JSON.parse` cannot say it: some
 * of its messages carry no position, and quote the text itself, which is somebody's private life.
 */
export function findJsonProblem(text: string): JsonProblem | undefined {
  const open: ('{' | '[')[] = []
  const behindValue = (): Place => (open.length === 0 ? 'the end' : open.at(-1) === '{' ? ', or }' : ', or ]')
  let expected: Place = 'value'
  let at = 0
  for (;;) {
    const start = skip(whiteSpace, text, at) ?? at
    if (start === text.length && expected === 'the end') return undefined
    token.lastIndex = start
    const match = token.exec(text)
    if (!match) return { offset: start, expected }
    const sign = match[1]
    at = token.lastIndex
    if (sign === '"') {
      const end = endOfString(text, at)
      if (typeof end !== 'number') return end
      at = end
    }
    const isValue = sign === undefined || sign === '"'
    if (isValue && (expected === 'value' || expected === 'value or ]')) expected = behindValue()
    else if (sign === '"' && expected.startsWith('a quoted name')) expected = ':'
    else if (sign === ':' && expected === ':') expected = 'value'
    else if (sign === ',' && expected === ', or }') expected = 'a quoted name'
    else if (sign === ',' && expected === ', or ]') expected = 'value'
    else if ((sign === '{' || sign === '[') && (expected === 'value' || expected === 'value or ]')) {
      open.push(sign)
      expected = sign === '{' ? 'a quoted name or }' : 'value or ]'
    } else if ((sign === '}' || sign === ']') && expected.endsWith(`or ${sign}`)) {
      open.pop()
      expected = behindValue()
    } else return { offset: start, expected }
  }
}
