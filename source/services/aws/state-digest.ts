import { createHash } from 'node:crypto'
import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { type DeletedState, findDeletedState } from './deleted-state.ts'
import { explained } from './errors.ts'
import { readStateLock, type StateLock } from './state-lock.ts'
import { digestRowId, type StateClients, type StatePlace } from './state-place.ts'

/** The state object as it was read. */
export interface StateObject {
  /** Lower case hexadecimal. */
  readonly md5: string
  readonly etag: string
  /** When it was written. */
  readonly changed?: Date
  /** Of a valid state; undefined when the object is none. */
  readonly serial?: number
  readonly lineage?: string
}

/** How the state and the checksum in the lock table go together; Terraform refuses to work where they differ. */
export type StateDigest =
  /** Neither is there: nothing was deployed yet, or the workspace was removed. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fits'; readonly state: StateObject }
  /** No checksum, so Terraform compares nothing; its next write makes one. */
  | { readonly kind: 'no-row'; readonly state: StateObject }
  /** They differ while a run holds the lock: it may be between its two writes. Says nothing yet. */
  | { readonly kind: 'locked'; readonly lock: StateLock }
  /** The state is gone, its checksum is not. */
  | { readonly kind: 'stale-row'; readonly row: string; readonly deleted: DeletedState }
  | { readonly kind: 'differs'; readonly row: string; readonly state: StateObject }

interface Reading {
  readonly row: string | undefined
  readonly state: StateObject | undefined
}

/**
 * Compares the state with its checksum. A run writes the state first and the checksum after it, so a
 * difference counts only when no lock is held and a second look finds the very same.
 */
export async function readStateDigest(clients: StateClients, place: StatePlace): Promise<StateDigest> {
  return explained('comparing the state with its checksum', async () => {
    const first = await readBoth(clients, place)
    if (fits(first)) return settled(first)
    const lock = await readStateLock(clients, place)
    if (lock) return { kind: 'locked', lock }
    const second = await readBoth(clients, place)
    if (fits(second)) return settled(second)
    const { row = '', state } = second
    if (first.row !== row || first.state?.etag !== state?.etag) return readStateDigest(clients, place)
    if (state) return { kind: 'differs', row, state }
    return { kind: 'stale-row', row, deleted: await findDeletedState(clients.s3, place) }
  })
}

const fits = ({ row, state }: Reading) => row === undefined || row === state?.md5

function settled({ row, state }: Reading): StateDigest {
  if (!state) return { kind: 'nothing' }
  return { kind: row === undefined ? 'no-row' : 'fits', state }
}

async function readBoth(clients: StateClients, place: StatePlace): Promise<Reading> {
  const [row, state] = await Promise.all([readRow(clients, place), readStateObject(clients, place)])
  return { row, state }
}

/** The checksum; undefined for what is none, which Terraform passes over too. */
async function readRow({ dynamodb }: StateClients, place: StatePlace): Promise<string | undefined> {
  try {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: place.table, Key: { LockID: { S: digestRowId(place) } }, ConsistentRead: true }),
    )
    const digest = Item?.Digest?.S ?? ''
    return /^[0-9a-f]{32}$/i.test(digest) ? digest.toLowerCase() : undefined
  } catch (problem) {
    if ((problem as Error).name === 'ResourceNotFoundException') return undefined
    throw problem
  }
}

/** The state; an empty object is none, as for Terraform. */
async function readStateObject({ s3 }: StateClients, place: StatePlace): Promise<StateObject | undefined> {
  try {
    const { Body, ETag, LastModified } = await s3.send(
      new GetObjectCommand({ Bucket: place.bucket, Key: place.key, ExpectedBucketOwner: place.account }),
    )
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
    if (bytes.length === 0) return undefined
    return {
      md5: createHash('md5').update(bytes).digest('hex'),
      etag: ETag ?? '',
      ...(LastModified ? { changed: LastModified } : {}),
      ...whatStateSays(Buffer.from(bytes).toString('utf8')),
    }
  } catch (problem) {
    if (/^NoSuch(Key|Bucket)$/.test((problem as Error).name)) return undefined
    throw problem
  }
}

/** Which state it is, and how often it was written; nothing for a text that is no state. */
function whatStateSays(text: string): Pick<StateObject, 'serial' | 'lineage'> {
  try {
    const { version, serial, lineage } = JSON.parse(text) as Record<string, unknown>
    const isState = typeof version === 'number' && Number.isInteger(serial) && typeof lineage === 'string' && lineage
    return isState ? { serial: serial as number, lineage: lineage as string } : {}
  } catch {
    return {}
  }
}
