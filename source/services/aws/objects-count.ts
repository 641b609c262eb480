import { type DeleteMarkerEntry, HeadBucketCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { CancelledError } from '../../errors.ts'
import { explained, statusOf } from './errors.ts'
import { type BucketScope, errorName, inBucket, stoppable } from './objects.ts'

export interface ObjectVersion {
  readonly key: string
  readonly versionId: string | undefined
  /** What a delete of a versioned object leaves; an object of its own, without content. */
  readonly isMarker: boolean
  readonly isLatest: boolean
  readonly bytes: number
}

export interface VersionPage {
  readonly versions: readonly ObjectVersion[]
  /** Nothing followed it when it was read. */
  readonly isLast: boolean
}

/**
 * All versions and delete markers, page by page (at most 1000 each, S3's limit).
 * @throws the SDK's error, among them NoSuchBucket. @throws {CancelledError}
 */
export async function* listVersions(scope: BucketScope): AsyncGenerator<VersionPage> {
  let position: { KeyMarker?: string; VersionIdMarker?: string } = {}
  for (;;) {
    const input = { ...inBucket(scope), MaxKeys: 1000, ...position }
    const page = await scope.s3.send(new ListObjectVersionsCommand(input), stoppable(scope)).catch((error) => {
      throw scope.signal?.aborted ? new CancelledError() : error
    })
    const common = (entry: Pick<DeleteMarkerEntry, 'Key' | 'VersionId' | 'IsLatest'>) => ({
      key: entry.Key ?? '',
      versionId: entry.VersionId,
      isLatest: entry.IsLatest ?? true,
    })
    const isLast = !page.IsTruncated || page.NextKeyMarker === undefined
    const versions = [
      ...(page.Versions ?? []).map((entry) => ({ ...common(entry), isMarker: false, bytes: entry.Size ?? 0 })),
      ...(page.DeleteMarkers ?? []).map((entry) => ({ ...common(entry), isMarker: true, bytes: 0 })),
    ]
    yield { versions, isLast }
    if (isLast) return
    position = {
      ...(page.NextKeyMarker === undefined ? {} : { KeyMarker: page.NextKeyMarker }),
      ...(page.NextVersionIdMarker === undefined ? {} : { VersionIdMarker: page.NextVersionIdMarker }),
    }
  }
}

export interface ObjectCount {
  /** What a visitor of the bucket sees. */
  readonly objects: number
  /** Of all versions, since all of them are paid for and deleted. */
  readonly bytes: number
  /** Versions and delete markers, old and current. */
  readonly versions: number
}

/**
 * Counts what a bucket holds, or undefined when there is no such bucket.
 * @throws {UserError} what `explainAwsError` makes of AWS's refusals. @throws {CancelledError}
 */
export function countObjects(scope: BucketScope): Promise<ObjectCount | undefined> {
  return explained(`counting the objects in ${scope.bucket}`, () => count(scope))
}

async function count(scope: BucketScope): Promise<ObjectCount | undefined> {
  const sum = { objects: 0, bytes: 0, versions: 0 }
  try {
    for await (const { versions } of listVersions(scope)) {
      sum.versions += versions.length
      for (const { isLatest, isMarker, bytes } of versions) {
        sum.bytes += bytes
        if (isLatest && !isMarker) sum.objects += 1
      }
    }
    return sum
  } catch (error) {
    if (errorName(error) === 'NoSuchBucket') return undefined
    throw error
  }
}

/** @throws {UserError} what `explainAwsError` makes of AWS's refusals. */
export function bucketExists(scope: BucketScope): Promise<boolean> {
  return explained(`looking for ${scope.bucket}`, async () => {
    try {
      await scope.s3.send(new HeadBucketCommand(inBucket(scope)), stoppable(scope))
      return true
    } catch (problem) {
      // The answer to a HEAD has no body, so an absence has a status and no name.
      if (statusOf(problem) === 404) return false
      throw problem
    }
  })
}
