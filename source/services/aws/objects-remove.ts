import { DeleteObjectsCommand } from '@aws-sdk/client-s3'
import { explained } from './errors.ts'
import { type BucketScope, inBucket, stoppable } from './objects.ts'

/** What S3 deletes at most in one request (S3 API reference, "DeleteObjects"). */
const most = 1000

/**
 * Removes objects by name, also such as are not there. In a bucket with versions the versions stay.
 * @throws {UserError} what `explainAwsError` makes of AWS's refusals.
 */
export function removeObjects(scope: BucketScope, keys: readonly string[]): Promise<void> {
  return explained(`removing objects from ${scope.bucket}`, async () => {
    for (let start = 0; start < keys.length; start += most) {
      const Objects = keys.slice(start, start + most).map((Key) => ({ Key }))
      const command = new DeleteObjectsCommand({ ...inBucket(scope), Delete: { Objects, Quiet: true } })
      const { Errors: [failure] = [] } = await scope.s3.send(command, stoppable(scope))
      if (failure) throw Object.assign(new Error(failure.Message), { name: failure.Code ?? 'InternalError' })
    }
  })
}
