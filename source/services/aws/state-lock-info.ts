import { lockFields } from './lock-fields.ts'

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

/** Reads the JSON of a lock; what is no such JSON gives a lock of nobody, since Terraform takes it for a lock all the same. */
export function parseStateLockInfo(json: string): StateLockInfo {
  const { text, date } = lockFields(json)
  const since = date('Created')
  return {
    id: text('ID'),
    who: text('Who'),
    operation: text('Operation')
      .replace(/^OperationType(Invalid$)?/, '')
      .toLowerCase(),
    version: text('Version'),
    ...(since ? { since } : {}),
  }
}
