import type { RequestLogEntry } from '../../../source/rehearsal/gateway/request-log.ts'

export const stateBucket = 'digital-twin-terraform-state-123456789012'
const lockTable = 'digital-twin-terraform-locks'

/** What a person's identity changed, or would have if nothing had stopped it; a twin that answers writes its log. */
export const writesIn = (requests: readonly RequestLogEntry[]) =>
  requests.filter(({ write, identity }) => write && identity !== 'service' && !identity.startsWith('role:'))

/** Terraform taking and giving back its two locks: a file beside the state, a row in the table. */
export function isLocking({ action, resource }: RequestLogEntry): boolean {
  if (action === 's3:PutObject' || action === 's3:DeleteObject')
    return resource.startsWith(`arn:aws:s3:::${stateBucket}/`) && resource.endsWith('.tflock')
  return /^dynamodb:(Put|Delete)Item$/.test(action) && resource.endsWith(`table/${lockTable}`)
}

/** What is kept of deployments beside the state: the record, the history, what one can return to. */
export const isRecord = ({ action, resource }: RequestLogEntry): boolean =>
  /^s3:(Put|Delete)Object$/.test(action) && resource.startsWith(`arn:aws:s3:::${stateBucket}/digital-twin/`)

/** The twin itself is being changed: neither a lock nor the state, which Terraform also writes before it begins. */
export const isOfTwin = ({ resource, write }: RequestLogEntry) =>
  write && !resource.includes(stateBucket) && !resource.includes(lockTable)

/** One line for each, for messages of failed expectations. */
export const named = (requests: readonly RequestLogEntry[]) =>
  requests.map(({ identity, action, resource, status }) => `${identity} ${action} ${resource} ${status}`)
