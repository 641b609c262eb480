import { createWriteStream } from 'node:fs'
import type { Call, Check } from './call.ts'

/** One request to the emulated account, as `GET /_rehearsal/requests` and the log file show it. */
export interface RequestLogEntry {
  /** ISO 8601. */
  readonly time: string
  /** root, admin, power-user, deployer, service, role:<name>, another user's name, or unknown. */
  readonly identity: string
  readonly service: string
  /** The IAM action: `iam:CreateRole`. */
  readonly action: string
  readonly operation: string
  readonly resource: string
  readonly method: string
  readonly path: string
  readonly status: number
  /** Whether the operation changes anything; a denied or failed one changed nothing. */
  readonly write: boolean
  readonly denied: boolean
  /** Of a denied request: the action that was missing, which need not be the request's main one (`iam:PassRole`). */
  readonly missing?: string
  /** What IAM was asked besides `action` on `resource`: `iam:PassRole`, each further object of a deletion. */
  readonly besides?: readonly Pick<Check, 'action' | 'resource'>[]
  /** The program that sent it, by its own word: `aws-sdk-js`, `Terraform`, `Boto3`, `aws-cli`. */
  readonly client?: string
  /** The SDK's number of the invocation, the same in every attempt and in the SDK's own log. */
  readonly invocation?: string
}

const reading =
  /^(Get|List|Describe|Head|Simulate|Query|Scan|BatchGet|TransactGet|Filter|Converse|InvokeModel|AssumeRole|Decode|Lookup|GET |HEAD )/

export const isWrite = (call: Pick<Call, 'operation'>) => !reading.test(call.operation)

const clients = /\b(aws-sdk-js|Terraform|Boto3|aws-cli)\//

/** Which program sent a request, and as which of its invocations. */
export function senderOf({ headers }: Call['request']): Pick<RequestLogEntry, 'client' | 'invocation'> {
  const client = clients.exec(headers['user-agent'] ?? '')?.[1]
  const invocation = headers['amz-sdk-invocation-id']
  return { ...(client ? { client } : {}), ...(invocation ? { invocation } : {}) }
}

/** How many requests are kept for reading back; the file has them all. */
const keptInMemory = 20_000

export interface RequestLog {
  add(entry: RequestLogEntry): void
  entries(): readonly RequestLogEntry[]
  close(): Promise<void>
}

/** Keeps every request as a JSON line in `path` (0600) and the newest in memory. */
export function createRequestLog(path: string): RequestLog {
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 })
  const entries: RequestLogEntry[] = []
  return {
    add(entry) {
      entries.push(entry)
      if (entries.length > keptInMemory) entries.shift()
      file.write(`${JSON.stringify(entry)}\n`)
    },
    entries: () => entries,
    close: () => new Promise((resolve) => file.end(resolve)),
  }
}
