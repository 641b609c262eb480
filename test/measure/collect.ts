import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { normalise } from './normalise.ts'
import type { ProviderLog } from './provider-log.ts'

export type By = 'terraform' | 'program'

/** One kind of call, however often it was made. */
export interface Call {
  readonly by: By
  /** The service's signing name and the API's operation: `s3 HeadBucket`. */
  readonly operation: string
  readonly action: string
  /** Normalised, see normalise.ts. */
  readonly resource: string
  /** Set when IAM is asked this besides the operation's own action, as AWS documents it. */
  readonly besides?: true
  /** Terraform's resource types, `backend`, `provider`; empty for our own calls. */
  readonly madeFor: readonly string[]
}

const clients: Readonly<Record<string, By>> = { Terraform: 'terraform', 'aws-sdk-js': 'program' }

/** Those of the people and the program; not the emulated services' own, the function's, or an administrator's by hand. */
export const senderOf = ({ client = '', identity }: RequestLogEntry): By | undefined =>
  identity === 'service' || identity === 'root' ? undefined : clients[client]

export const callId = ({ by, operation, action, resource }: Pick<Call, 'by' | 'operation' | 'action' | 'resource'>) =>
  [action, resource, by, operation].join(' ')

/** Each kind of call in these requests once, with the resources that Terraform made it for. */
export function collectCalls(requests: readonly RequestLogEntry[], log: ProviderLog): readonly Call[] {
  const madeFor = new Map(log.sent.flatMap((call) => (call.invocation ? [[call.invocation, call.madeFor]] : [])))
  const calls = new Map<string, Call>()
  for (const request of requests) {
    const by = senderOf(request)
    if (!by) continue
    const operation = `${request.service} ${request.operation}`
    const type = madeFor.get(request.invocation ?? '')
    const { action, resource, besides = [] } = request
    for (const check of [{ action, resource }, ...besides]) {
      const isBesides = check.action !== action && request.operation !== 'DeleteObjects'
      const call = { by, operation, action: check.action, resource: normalise(check.resource) }
      const before = calls.get(callId(call))?.madeFor ?? []
      calls.set(callId(call), {
        ...call,
        ...(isBesides ? { besides: true } : {}),
        madeFor: [...new Set([...before, ...(type ? [type] : [])])].sort(),
      })
    }
  }
  return [...calls.values()]
}
