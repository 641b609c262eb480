const longest = 80

/**
 * Something out of a policy as part of a sentence for a person: cut short, and without characters that
 * a terminal would obey.
 */
export function shownText(text: string): string {
  if (/^[ -~]{0,80}$/.test(text)) return text
  const plain = text.slice(0, longest + 1).replace(/[\p{C}\p{Z}]+/gu, ' ')
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}

/** The first few reasons, and how many there are besides. Puts into words only those that it shows. */
export function shownReasons<T>(reasons: readonly T[], separator: string, word: (reason: T) => string): string {
  const shown: string[] = []
  let more = 0
  for (const reason of reasons) {
    if (shown.length === 3) more++
    else {
      const text = word(reason)
      if (!shown.includes(text)) shown.push(text)
    }
  }
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(separator)
}
