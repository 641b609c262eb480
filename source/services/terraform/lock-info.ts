/** Who holds the state lock, as Terraform wrote it down. */
export interface LockInfo {
  /** What `terraform force-unlock` asks for. */
  readonly id: string
  /** `user@host` */
  readonly who: string
  readonly operation: string
  /** When it was taken; undefined when Terraform's text could not be read. */
  readonly since?: Date
  readonly version: string
}

const field = (text: string, name: string) => new RegExp(`^\\s*${name}:[ \\t]*(.*)$`, 'm').exec(text)?.[1]?.trim() ?? ''

/** Reads the "Lock Info" part of Terraform's refusal; undefined when there is none. */
export function parseLockInfo(text: string): LockInfo | undefined {
  const start = text.indexOf('Lock Info:')
  if (start < 0) return undefined
  const info = text.slice(start)
  const id = field(info, 'ID')
  if (!id) return undefined
  // Go's format: 2026-11-22 20:00:00.123456 +0000 UTC
  const created = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\S* \+0000/.exec(field(info, 'Created'))
  return {
    id,
    who: field(info, 'Who'),
    operation: field(info, 'Operation')
      .replace(/^OperationType/, '')
      .toLowerCase(),
    version: field(info, 'Version'),
    ...(created ? { since: new Date(`${created[1]}T${created[2]}Z`) } : {}),
  }
}
