export interface Attribute {
  readonly name: string
  /** Where the value's text begins and ends. */
  readonly start: number
  readonly end: number
}

/** Index behind a quoted string that begins at `start`. */
function skipString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return Math.min(at + 1, text.length)
}

/** Index behind a comment that begins at `at` (the line end stays), or `at` when none does. */
function skipComment(text: string, at: number): number {
  if (text[at] === '#' || text.startsWith('//', at)) {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end
  }
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2)
    return end < 0 ? text.length : end + 2
  }
  return at
}

/** Index behind a heredoc that begins at `at`, or `at` when none does. */
function skipHeredoc(text: string, at: number): number {
  const opening = /^<<-?([A-Za-z_]\w*)\r?\n/.exec(text.slice(at, at + 200))
  if (!opening) return at
  const closing = new RegExp(`^[ \\t]*${opening[1]}[ \\t]*\\r?$`, 'm').exec(text.slice(at + opening[0].length))
  return closing ? at + opening[0].length + closing.index + closing[0].trimEnd().length : text.length
}

function valueEnd(text: string, start: number): number {
  let depth = 0
  let end = start
  let at = start
  while (at < text.length) {
    const character = text[at] as string
    const behindComment = skipComment(text, at)
    if (behindComment > at) {
      at = behindComment
      continue
    }
    if (character === '\n' && depth === 0) break
    const behindHeredoc = skipHeredoc(text, at)
    if (behindHeredoc > at) at = behindHeredoc
    else if (character === '"') at = skipString(text, at)
    else {
      if ('[{('.includes(character)) depth += 1
      if (']})'.includes(character)) depth -= 1
      at += 1
      if (/\s/.test(character)) continue
    }
    end = at
  }
  return end
}

/** The top-level `name = value` pairs of a `.tfvars` text, in order. Lists, objects, heredocs and comments are understood. */
export function scanAttributes(text: string): Attribute[] {
  const attributes: Attribute[] = []
  let at = 0
  while (at < text.length) {
    const behindComment = skipComment(text, at)
    if (behindComment > at) {
      at = behindComment
      continue
    }
    const key = /^"?([A-Za-z_][\w-]*)"?[ \t]*=[ \t]*/.exec(text.slice(at, at + 300))
    if (!key?.[1]) {
      at += 1
      continue
    }
    const start = at + key[0].length
    const end = valueEnd(text, start)
    attributes.push({ name: key[1], start, end })
    at = end
  }
  return attributes
}
