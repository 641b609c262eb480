/** Says what is wrong with a length of time, or how many milliseconds it is. */
export function parseDuration(text: string): number | undefined {
  const { count, unit } = /^(?<count>\d{1,6})(?<unit>[smhdw])$/.exec(text.trim())?.groups ?? {}
  return count && unit ? Number(count) * millisecondsOf[unit as keyof typeof millisecondsOf] : undefined
}

const millisecondsOf = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** `2026-08-04 12:00:01`, in UTC as in AWS's console. */
export const formatTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')

/**
 * One line for a terminal. What is logged may be a visitor's: characters that a terminal would obey become blanks, and so
 * do line ends, so that one event is one line for `grep`.
 */
export const logLine = ({ timestamp, message }: { readonly timestamp: number; readonly message: string }): string =>
  `${formatTime(timestamp)} ${message.trim().replace(/\p{C}+/gu, ' ')}`
