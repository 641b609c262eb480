import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const identityNames = ['root', 'admin', 'power-user', 'deployer'] as const
export type IdentityName = (typeof identityNames)[number]

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** What `<home>/rehearsal.json` says about a running account. It holds keys: mode 0600. */
export interface RehearsalRecord {
  /** The daemon's process id. */
  readonly pid: number
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string
  /** For the `x-rehearsal-key` header of the control API. */
  readonly key: string
  /** Twelve digits. */
  readonly account: string
  readonly region: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly identities: Readonly<Record<IdentityName, AccessKey>>
  /** Path of the request log, JSON lines. */
  readonly requestLog: string
  /** Path of what daemon and moto print. */
  readonly daemonLog: string
}

export const recordPath = (home: string) => join(home, 'rehearsal.json')
export const daemonLogPath = (home: string) => join(home, 'daemon.log')
export const requestLogPath = (home: string) => join(home, 'requests.jsonl')
export const progressPath = (home: string) => join(home, 'starting.jsonl')

/** Reads the record; undefined when there is none or it cannot be one. */
export async function readRecord(home: string): Promise<RehearsalRecord | undefined> {
  try {
    const value = JSON.parse(await readFile(recordPath(home), 'utf8'))
    return typeof value?.pid === 'number' && typeof value.endpoint === 'string' && value.identities ? value : undefined
  } catch {
    return undefined
  }
}

/** Written beside and renamed, so that nobody reads half a record. */
export async function writeRecord(home: string, record: RehearsalRecord): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  await chmod(home, 0o700)
  const draft = `${recordPath(home)}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, recordPath(home))
}

/** Removes the record, but not one that another daemon has written since. */
export async function removeRecord(home: string, pid: number): Promise<void> {
  const record = await readRecord(home)
  if (record === undefined || record.pid === pid) await rm(recordPath(home), { force: true })
}
