/** What Terraform writes down about a lock that it takes. Texts are empty where it says nothing. */
export interface StateLockInfo {
  /** What `terraform force-unlock` asks for. */
  readonly id: string
  /** `user@host` */
  readonly who: string
  /** `apply`, `plan` … */
  readonly operation: string
  readonly since?: Date
  /** Terraform's. */
  readonly version: string
}

const longestText = 200

/**
 * Reads the JSON of a lock; what is no such JSON gives a lock of nobody, since Terraform takes it for
 * a lock all the same. Whoever may write to the bucket wrote this, and it will be shown in a
 * terminal, so control characters are taken out.
 */
export function parseStateLockInfo(json: string): StateLockInfo {
  const fields = readFields(json)
  const text = (name: string) => {
    const value = fields[name]
    return typeof value === 'string' ? value.replace(/\p{Cc}/gu, '').slice(0, longestText) : ''
  }
  const since = new Date(text('Created'))
  return {
    id: text('ID'),
    who: text('Who'),
    operation: text('Operation')
      .replace(/^OperationType(Invalid$)?/, '')
      .toLowerCase(),
    version: text('Version'),
    ...(Number.isNaN(since.getTime()) ? {} : { since }),
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
