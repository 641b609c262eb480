import { DeleteBucketCommand } from '@aws-sdk/client-s3'
import { CancelledError } from '../../errors.ts'
import { explained } from './errors.ts'
import { errorName, inBucket, stoppable } from './objects.ts'
import { type EmptyBucketScope, emptyBucket } from './objects-empty.ts'

/** Somebody may write into a bucket while it is being emptied. */
const tries = 3

/**
 * Deletes a bucket with all that is in it. Safe to repeat; a bucket that does not exist is gone.
 * @throws {UserError} BUCKET_NOT_EMPTIED, and what `explainAwsError` makes of AWS's refusals. @throws {CancelledError}
 */
export async function removeBucket(scope: EmptyBucketScope): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await emptyBucket(scope)
    scope.report?.(`Deleting ${scope.bucket}`)
    try {
      await scope.s3.send(new DeleteBucketCommand(inBucket(scope)), stoppable(scope))
      return
    } catch (problem) {
      if (scope.signal?.aborted) throw new CancelledError()
      // Also the second try of a deletion whose answer was lost.
      if (errorName(problem) === 'NoSuchBucket') return
      if (errorName(problem) === 'BucketNotEmpty' && attempt < tries) continue
      await explained(`deleting ${scope.bucket}`, () => Promise.reject(problem))
    }
  }
}
