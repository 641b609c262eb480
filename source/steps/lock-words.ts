import type { StateLock } from '../services/aws/state-lock.ts'

const units = [
  { name: 'day', milliseconds: 86_400_000 },
  { name: 'hour', milliseconds: 3_600_000 },
  { name: 'minute', milliseconds: 60_000 },
] as const

/** How long ago, in the largest whole unit. */
export function agoInWords(then: Date, now: Date): string {
  const elapsed = now.getTime() - then.getTime()
  for (const { name, milliseconds } of units) {
    const count = Math.floor(elapsed / milliseconds)
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`
  }
  return 'less than a minute ago'
}

export const whoHolds = ({ who }: Pick<StateLock, 'who'>) => who || 'somebody unknown'

/** `2026-08-04 12:00 UTC (3 hours ago)` */
export function sinceInWords({ since }: Pick<StateLock, 'since'>, now: Date): string {
  if (!since) return 'an unknown time'
  return `${since.toISOString().slice(0, 16).replace('T', ' ')} UTC (${agoInWords(since, now)})`
}
