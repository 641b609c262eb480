const allowed = new Set(['http:', 'https:', 'mailto:'])

/** The normalised address of a link that is safe to follow, or nothing (script, data, relative, broken). */
export function safeAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  return allowed.has(url.protocol) ? url.href : undefined
}
