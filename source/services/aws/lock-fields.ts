export interface LockFields {
  /** Empty when it is missing or no text. */
  text(name: string): string
  date(name: string): Date | undefined
  /** 0 when it is missing or no whole number. */
  integer(name: string): number
}

const longestText = 200

/**
 * The JSON of a lock; what is no such JSON has no fields. Whoever may write to the bucket or the table wrote this, and
 * it will be shown in a terminal, so control characters are taken out.
 */
export function lockFields(json: string): LockFields {
  const fields = readFields(json)
  const text = (name: string) => {
    const value = fields[name]
    return typeof value === 'string' ? value.replace(/\p{Cc}/gu, '').slice(0, longestText) : ''
  }
  return {
    text,
    date: (name) => {
      const date = new Date(text(name))
      return Number.isNaN(date.getTime()) ? undefined : date
    },
    integer: (name) => (Number.isSafeInteger(fields[name]) ? (fields[name] as number) : 0),
  }
}

function readFields(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
