import { PutObjectCommand } from '@aws-sdk/client-s3'
import { explained, statusOf } from './errors.ts'
import { type BucketScope, inBucket, stoppable } from './objects.ts'

/**
 * Puts a conversation back where there is none of that name: what somebody has said since stays (S3 user guide,
 * "Conditional writes").
 * @throws {UserError} what `explainAwsError` makes of AWS's refusals.
 */
export function restoreObject(scope: BucketScope, key: string, bytes: Uint8Array): Promise<void> {
  return explained(`putting ${key} into ${scope.bucket}`, async () => {
    const condition = { ContentType: 'application/json', IfNoneMatch: '*' }
    const command = new PutObjectCommand({ ...inBucket(scope), Key: key, Body: bytes, ...condition })
    await scope.s3.send(command, stoppable(scope)).catch((problem) => {
      if (statusOf(problem) !== 412) throw problem
    })
  })
}
