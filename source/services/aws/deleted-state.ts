import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3'
import { statusOf } from './errors.ts'
import type { StatePlace } from './state-place.ts'

/** What S3 still has of a state that is gone. */
export type DeletedState =
  | { readonly kind: 'none' }
  /** We may not list versions. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'kept'
      /** The version id of the marker that hides the state. */
      readonly marker: string
      readonly deleted?: Date
      /** When the hidden state was written. */
      readonly changed?: Date
    }

/**
 * Looks for the state under a delete marker: in a versioned bucket a plain delete hides an object and
 * keeps it (S3 user guide, "Working with delete markers").
 */
export async function findDeletedState(s3: S3Client, { bucket, key, account }: StatePlace): Promise<DeletedState> {
  try {
    // Versions of one key come newest first, and this key sorts before all that begin with it.
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ExpectedBucketOwner: account }),
    )
    const marker = DeleteMarkers.find(({ Key, IsLatest }) => Key === key && IsLatest)
    const version = Versions.find(({ Key, Size = 0 }) => Key === key && Size > 0)
    if (!marker?.VersionId || !version) return { kind: 'none' }
    return {
      kind: 'kept',
      marker: marker.VersionId,
      ...(marker.LastModified ? { deleted: marker.LastModified } : {}),
      ...(version.LastModified ? { changed: version.LastModified } : {}),
    }
  } catch (problem) {
    if (statusOf(problem) === 403) return { kind: 'unknown' }
    if ((problem as Error).name === 'NoSuchBucket') return { kind: 'none' }
    throw problem
  }
}

/** Takes the marker away, so that the state under it is there again. */
export async function restoreDeletedState(
  s3: S3Client,
  { bucket, key, account }: StatePlace,
  marker: string,
): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: marker, ExpectedBucketOwner: account }))
}
