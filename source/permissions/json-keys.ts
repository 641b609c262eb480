/** A text, with the colon that makes it the name of a member. */
const texts = /"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?/gs

function namesIn(text: string): number {
  let count = 0
  for (const found of text.match(texts) ?? []) if (found.endsWith(':')) count++
  return count
}

/** Goes down without calling itself: nesting has no limit in JSON, and a call stack has one. */
function membersOf(value: unknown): number {
  let count = 0
  const waiting = [value]
  while (waiting.length > 0) {
    const item = waiting.pop()
    if (typeof item !== 'object' || item === null) continue
    const members = Object.values(item)
    if (!Array.isArray(item)) count += members.length
    for (const member of members) waiting.push(member)
  }
  return count
}

/**
 * Whether some object of a JSON text names a member twice, of which the parser silently keeps the last.
 * "Individual elements must not contain multiple instances of the same key" (IAM user guide, "Grammar of
 * the IAM JSON policy language"): which of them counts is not said.
 * @param value what the text was parsed to.
 */
export const isNamedTwice = (text: string, value: unknown): boolean => namesIn(text) !== membersOf(value)
