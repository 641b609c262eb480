import { ConditionalCheckFailedException, DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3'
import { explained, statusOf } from './errors.ts'
import { parseStateLockInfo, type StateLockInfo } from './state-lock-info.ts'
import { lockfileKey, lockRowId, type StateClients, type StatePlace } from './state-place.ts'

/** Where a lock is written down: the file beside the state, the row in the lock table. */
export type LockHalf = 'lockfile' | 'table'

export interface StateLock extends StateLockInfo {
  /** Both, unless a run was killed while it took or gave back its lock. */
  readonly heldBy: readonly LockHalf[]
  /** Each half exactly as it was read: a release removes that and nothing newer. */
  readonly halves: { readonly lockfile?: Lockfile; readonly table?: LockRow }
}

interface Lockfile {
  readonly etag: string
}

interface LockRow {
  /** The row's text; undefined when it has none. */
  readonly info: string | undefined
}

/**
 * The lock that stops the next run, by the two known keys; undefined when there is none. Terraform
 * takes the lock file first, so where the halves are of different locks, the file's is told.
 */
export async function readStateLock(clients: StateClients, place: StatePlace): Promise<StateLock | undefined> {
  return explained('reading the state lock', async () => {
    const [file, row] = await Promise.all([readLockfile(clients, place), readLockRow(clients, place)])
    if (file && row?.info !== undefined && parseStateLockInfo(row.info).id === file.info.id)
      return { ...file.info, heldBy: ['lockfile', 'table'], halves: { lockfile: file.half, table: row } }
    if (file) return { ...file.info, heldBy: ['lockfile'], halves: { lockfile: file.half } }
    if (row) return { ...parseStateLockInfo(row.info ?? ''), heldBy: ['table'], halves: { table: row } }
    return undefined
  })
}

async function readLockfile({ s3 }: StateClients, place: StatePlace) {
  try {
    const { Body, ETag, LastModified } = await s3.send(
      new GetObjectCommand({ Bucket: place.bucket, Key: lockfileKey(place), ExpectedBucketOwner: place.account }),
    )
    const info = parseStateLockInfo((await Body?.transformToString()) ?? '')
    const since = info.since ?? LastModified
    return { info: { ...info, ...(since ? { since } : {}) }, half: { etag: ETag ?? '' } }
  } catch (problem) {
    if (/^NoSuch(Key|Bucket)$/.test((problem as Error).name)) return undefined
    throw problem
  }
}

async function readLockRow({ dynamodb }: StateClients, place: StatePlace): Promise<LockRow | undefined> {
  try {
    const { Item } = await dynamodb.send(
      new GetItemCommand({
        TableName: place.table,
        Key: { LockID: { S: lockRowId(place) } },
        ConsistentRead: true,
      }),
    )
    return Item && { info: Item.Info?.S }
  } catch (problem) {
    if ((problem as Error).name === 'ResourceNotFoundException') return undefined
    throw problem
  }
}

/**
 * Removes this very lock from wherever it was read, and gives back which halves were still there. A
 * half that is gone or belongs to a newer run is left alone. The table comes first: a run that starts
 * meanwhile then fails at the lock file, and takes nothing.
 */
export async function releaseStateLock(
  clients: StateClients,
  place: StatePlace,
  { halves }: StateLock,
): Promise<readonly LockHalf[]> {
  return explained('releasing the state lock', async () => {
    const removed: LockHalf[] = []
    if (halves.table && (await removeRow(clients, place, halves.table))) removed.push('table')
    if (halves.lockfile && (await removeLockfile(clients, place, halves.lockfile))) removed.push('lockfile')
    return removed
  })
}

async function removeRow({ dynamodb }: StateClients, place: StatePlace, { info }: LockRow): Promise<boolean> {
  try {
    await dynamodb.send(
      new DeleteItemCommand({
        TableName: place.table,
        Key: { LockID: { S: lockRowId(place) } },
        ...(info === undefined
          ? { ConditionExpression: 'attribute_exists(LockID) AND attribute_not_exists(Info)' }
          : { ConditionExpression: 'Info = :info', ExpressionAttributeValues: { ':info': { S: info } } }),
      }),
    )
    return true
  } catch (problem) {
    if (problem instanceof ConditionalCheckFailedException) return false
    throw problem
  }
}

/**
 * S3 user guide, "How to perform conditional deletes": with If-Match a missing object is a 404, another
 * content a 412, and a change at the same moment a 409; s3:GetObject is asked for as well.
 */
async function removeLockfile({ s3 }: StateClients, place: StatePlace, { etag }: Lockfile): Promise<boolean> {
  try {
    await s3.send(
      new DeleteObjectCommand({
        Bucket: place.bucket,
        Key: lockfileKey(place),
        ExpectedBucketOwner: place.account,
        IfMatch: etag,
      }),
    )
    return true
  } catch (problem) {
    if ([404, 409, 412].includes(statusOf(problem) ?? 0)) return false
    throw problem
  }
}

/** Whether two readings found one lock. A lock without an id is known by what is written there. */
export function isSameLock(one: StateLock, other: StateLock): boolean {
  if (one.id || other.id) return one.id === other.id
  return JSON.stringify(one.halves) === JSON.stringify(other.halves)
}
