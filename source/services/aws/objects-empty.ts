import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  type MultipartUpload,
} from '@aws-sdk/client-s3'
import { CancelledError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { explained, statusOf } from './errors.ts'
import { type BucketScope, doAll, errorName, inBucket, type Report, stoppable } from './objects.ts'
import { listVersions, type ObjectVersion } from './objects-count.ts'

export interface EmptyBucketResult {
  /** Versions and delete markers. */
  readonly deleted: number
  readonly abortedUploads: number
}

const identify = ({ key, versionId }: ObjectVersion) => ({
  Key: key,
  ...(versionId === undefined ? {} : { VersionId: versionId }),
})

async function abortUploads(scope: BucketScope): Promise<number> {
  let aborted = 0
  let position = {}
  for (;;) {
    const input = { ...inBucket(scope), ...position }
    const page = await scope.s3.send(new ListMultipartUploadsCommand(input), stoppable(scope))
    const abort = async ({ Key, UploadId }: MultipartUpload) => {
      const command = new AbortMultipartUploadCommand({ ...inBucket(scope), Key, UploadId })
      await scope.s3.send(command, stoppable(scope)).catch((error) => {
        // Completed or aborted since the listing: what it became is deleted with the objects.
        if (errorName(error) !== 'NoSuchUpload') throw error
      })
      aborted += 1
    }
    await doAll(page.Uploads ?? [], abort, scope.signal)
    if (!page.IsTruncated) return aborted
    position = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
  }
}

/** Deletes in one request; answers the versions that must be tried again by themselves. */
async function deleteTogether(scope: BucketScope, page: readonly ObjectVersion[]): Promise<readonly ObjectVersion[]> {
  const command = new DeleteObjectsCommand({
    ...inBucket(scope),
    Delete: { Objects: page.map(identify), Quiet: true },
  })
  try {
    const { Errors = [] } = await scope.s3.send(command, stoppable(scope))
    const refused = new Set(Errors.map(({ Key, VersionId }) => `${Key}\0${VersionId}`))
    return page.filter(({ key, versionId }) => refused.has(`${key}\0${versionId}`) || refused.has(`${key}\0undefined`))
  } catch (error) {
    // Some stores fail as a whole when versions and their delete markers come in one request.
    if ((statusOf(error) ?? 0) >= 500) return page
    throw error
  }
}

async function deleteOneByOne(scope: BucketScope, versions: readonly ObjectVersion[]): Promise<void> {
  const refused: string[] = []
  let reason = ''
  await doAll(
    versions,
    async (version) => {
      const command = new DeleteObjectCommand({ ...inBucket(scope), ...identify(version) })
      await scope.s3.send(command, stoppable(scope)).catch((error) => {
        reason = errorName(error)
        refused.push(version.key)
      })
    },
    scope.signal,
  )
  if (refused.length === 0) return
  const names = [...new Set(refused)].slice(0, 3).join(', ')
  const text = `${refused.length} of the objects in ${scope.bucket} cannot be deleted (${reason}): ${names}.`
  throw troubleError('BUCKET_NOT_EMPTIED', { bucket: scope.bucket, text })
}

/** Two requests for each 1000, which is what S3 lists and deletes at most in one. */
async function deleteEverything(scope: EmptyBucketScope): Promise<number> {
  let deleted = 0
  for (;;) {
    // The first page again and again: what is left after a deletion is always the beginning.
    const { value: page } = await listVersions(scope).next()
    if (!page || page.versions.length === 0) return deleted
    await deleteOneByOne(scope, await deleteTogether(scope, page.versions))
    deleted += page.versions.length
    // What came meanwhile is more than was counted before.
    const total = scope.total === undefined ? {} : { total: Math.max(scope.total, deleted) }
    scope.report?.(`Emptying ${scope.bucket}`, { done: deleted, ...total })
    if (page.isLast) return deleted
  }
}

export interface EmptyBucketScope extends BucketScope {
  readonly report?: Report
  /** How many versions and markers there are, as far as is known; for the progress alone. */
  readonly total?: number
}

/**
 * Deletes all versions and delete markers of a bucket and aborts its unfinished uploads, so that the bucket itself
 * can be deleted. Safe to repeat; a bucket that does not exist is empty.
 * @throws {UserError} BUCKET_NOT_EMPTIED when S3 keeps refusing objects, and what `explainAwsError` makes of other
 * refusals. @throws {CancelledError}
 */
export function emptyBucket(scope: EmptyBucketScope): Promise<EmptyBucketResult> {
  return explained(`emptying ${scope.bucket}`, () => empty(scope))
}

async function empty(scope: EmptyBucketScope): Promise<EmptyBucketResult> {
  try {
    const abortedUploads = await abortUploads(scope)
    return { abortedUploads, deleted: await deleteEverything(scope) }
  } catch (error) {
    if (scope.signal?.aborted) throw new CancelledError()
    if (errorName(error) === 'NoSuchBucket') return { abortedUploads: 0, deleted: 0 }
    throw error
  }
}
