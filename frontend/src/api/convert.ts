/** One message of the conversation, as the page keeps it. */
export interface Turn {
  readonly author: 'visitor' | 'twin'
  readonly text: string
}

/** What was said, and for who has said nothing yet, questions that the owner has answered. */
export interface History {
  readonly turns: readonly Turn[]
  readonly suggestions: readonly string[]
}

const authors: ReadonlyMap<unknown, Turn['author']> = new Map([
  ['user', 'visitor'],
  ['assistant', 'twin'],
])

/** The reply of `{"reply": "…"}`, or nothing when the document is another one. */
export function readReply(body: unknown): string | undefined {
  const reply = (body as { reply?: unknown } | null | undefined)?.reply
  return typeof reply === 'string' && reply.trim() !== '' ? reply : undefined
}

function readTurn(json: unknown): Turn | undefined {
  const { role, text } = (json ?? {}) as { role?: unknown; text?: unknown }
  const author = authors.get(role)
  return author !== undefined && typeof text === 'string' ? { author, text } : undefined
}

/**
 * Reads `{"turns": [{"role": "user" | "assistant", "text": "…"}], "suggestions": ["…"]}`; nothing when the
 * document is another one. Turns of roles this page does not know are left out.
 */
export function readHistory(body: unknown): History | undefined {
  const { turns, suggestions } = (body ?? {}) as { turns?: unknown; suggestions?: unknown }
  if (!Array.isArray(turns)) return undefined
  return {
    turns: turns.map(readTurn).filter((turn) => turn !== undefined),
    suggestions: Array.isArray(suggestions) ? suggestions.filter((one) => typeof one === 'string') : [],
  }
}
