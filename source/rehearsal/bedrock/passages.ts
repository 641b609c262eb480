export interface Passage {
  readonly source: string
  readonly text: string
}

/** The passages of personal data in a system prompt: `<passage source="…">…</passage>`. */
export function findPassages(system: string): Passage[] {
  return [...system.matchAll(/<passage\s+source="([^"]*)"\s*>([\s\S]*?)<\/passage>/g)].map((match) => ({
    source: match[1] ?? '',
    text: match[2] ?? '',
  }))
}

export interface Excerpt {
  readonly source: string
  readonly text: string
}

/** Cuts a passage into what can be quoted on its own: lines, and sentences of long lines. */
export function excerptsOf({ source, text }: Passage): Excerpt[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/^[-*•]\s+/, ''))
    .flatMap((line) => (line.length > 160 ? line.split(/(?<=[.!?])\s+(?=\p{Lu})/u) : [line]))
    .filter((line) => /\p{L}{2}/u.test(line))
    .map((line) => ({ source, text: line }))
}
