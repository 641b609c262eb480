import { lockFields } from './lock-fields.ts'

/** Who holds a lease, for people and for whoever must judge whether that run lives. */
export interface LeaseHolder {
  /** `user@host` */
  readonly who: string
  /** `deploy`, `destroy` … */
  readonly operation: string
  readonly since: Date
  /** The process, as that computer numbers it; 0 when it is not known. */
  readonly pid: number
  /** Tells computers apart, also two containers of one name. */
  readonly machine: string
}

export const leaseInfo = ({ who, operation, since, pid, machine }: LeaseHolder): string =>
  JSON.stringify({ Who: who, Operation: operation, Created: since.toISOString(), Process: pid, Machine: machine })

/** Reads what `leaseInfo` wrote; anything else is a lease of nobody known. */
export function parseLeaseInfo(json: string): LeaseHolder {
  const { text, date, integer } = lockFields(json)
  return {
    who: text('Who'),
    operation: text('Operation'),
    since: date('Created') ?? new Date(0),
    pid: integer('Process'),
    machine: text('Machine'),
  }
}
