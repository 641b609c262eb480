import { createWriteStream } from 'node:fs'
import type { Call } from './call.ts'

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
}

const reading =
  /^(Get|List|Describe|Head|Simulate|Query|Scan|BatchGet|TransactGet|Filter|Converse|InvokeModel|AssumeRole|Decode|Lookup|GET |HEAD )/

export const isWrite = (call: Pick<Call, 'operation'>) => !reading.test(call.operation)

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
