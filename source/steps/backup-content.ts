import type { Context } from '../context.ts'
import type { Report } from '../engine/step.ts'
import { dataBucketName, memoryBucketName } from '../names.ts'
import { type BucketScope, doAll } from '../services/aws/objects.ts'
import { type DataPointer, readDataVersion } from '../services/aws/objects-data.ts'
import { listObjects, readObject, type StoredObject } from '../services/aws/objects-read.ts'
import { sha256Of } from '../services/data/personal-data.ts'
import { type BackupWriter, incomplete } from '../services/data/write-backup.ts'
import { need, targetOf } from './need.ts'

/** What of an environment is worth a copy: the data that the twin reads now, and all conversations. */
export interface BackupContent {
  readonly data: BucketScope
  readonly memory: BucketScope
  /** Absent when nothing was uploaded, or the bucket is gone. */
  readonly pointer: DataPointer | undefined
  readonly conversations: readonly StoredObject[]
  /** When the newest of it was written; 0 when there is nothing. */
  readonly newest: number
}

const pointerKey = 'current.json'

export async function backupContent(context: Context): Promise<BackupContent> {
  const target = targetOf(context)
  const shared = { s3: await context.aws().s3(), account: need(context, 'identity').account, signal: context.signal }
  const data = { ...shared, bucket: dataBucketName(target) }
  const memory = { ...shared, bucket: memoryBucketName(target) }
  const [stored = [], conversations = []] = await Promise.all([listObjects(data), listObjects(memory)])
  const pointed = stored.filter(({ key }) => key === pointerKey)
  const pointer = pointed.length > 0 ? await readDataVersion(data) : undefined
  const newest = Math.max(0, ...[...pointed, ...conversations].map(({ modified }) => modified))
  return { data, memory, pointer, conversations, newest }
}

/** @throws {UserError} BACKUP_INCOMPLETE for data that is not what its list says. */
export async function copyContent(
  directory: string,
  { data, memory, pointer, conversations }: BackupContent,
  writer: BackupWriter,
  report: Report,
): Promise<void> {
  const files = pointer?.files ?? []
  const total = files.length + conversations.length
  let done = 0
  const count = () => {
    done += 1
    report('Copying data and conversations', { done, total })
  }
  await doAll(
    files,
    async ({ path, sha256 }) => {
      const key = `versions/${pointer?.version}/${path}`
      const bytes = await readObject(data, key)
      if (!bytes || sha256Of(bytes) !== sha256) {
        throw incomplete(directory, `${key} in ${data.bucket} is ${bytes ? 'not what current.json says' : 'missing'}`)
      }
      await writer.put(`data/${path}`, key, bytes)
      count()
    },
    data.signal,
  )
  await doAll(
    conversations,
    async ({ key }) => {
      const bytes = await readObject(memory, key)
      // Forgotten meanwhile, as the bucket's rule does after a month.
      if (bytes) await writer.put(pathOf(key), key, bytes)
      count()
    },
    memory.signal,
  )
}

/** The backend's own names are kept; another could be anything. */
const pathOf = (key: string) =>
  /^conversations\/\w[\w-]*\.json$/.test(key) ? key : `others/${sha256Of(Buffer.from(key)).slice(0, 32)}`
