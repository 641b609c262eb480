import { createHash } from 'node:crypto'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { CancelledError, UserError } from '../../errors.ts'
import { explained } from './errors.ts'
import { type BucketScope, errorName, inBucket, stoppable } from './objects.ts'

export interface StoredObject {
  readonly key: string
  /** Milliseconds since 1970, by S3's clock, whole seconds. */
  readonly modified: number
}

/**
 * What a visitor of the bucket sees below a prefix; undefined when there is no such bucket. A request for each 1000.
 * @throws {UserError} what `explainAwsError` makes of AWS's refusals. @throws {CancelledError}
 */
export function listObjects(scope: BucketScope, prefix = ''): Promise<readonly StoredObject[] | undefined> {
  return explained(`listing the objects in ${scope.bucket}`, async () => {
    const found: StoredObject[] = []
    let token: string | undefined
    try {
      do {
        const input = {
          ...inBucket(scope),
          ...(prefix ? { Prefix: prefix } : {}),
          ...(token ? { ContinuationToken: token } : {}),
        }
        const page = await scope.s3.send(new ListObjectsV2Command(input), stoppable(scope))
        for (const { Key, LastModified } of page.Contents ?? []) {
          if (Key) found.push({ key: Key, modified: LastModified?.getTime() ?? 0 })
        }
        token = page.IsTruncated ? page.NextContinuationToken : undefined
      } while (token)
      return found
    } catch (problem) {
      if (scope.signal?.aborted) throw new CancelledError()
      if (errorName(problem) === 'NoSuchBucket') return undefined
      throw problem
    }
  })
}

/**
 * An object's bytes, held against the length and the checksum that S3 tells of them; undefined when it is gone. The
 * ETag is the MD5 of what was put in one part and encrypted with AES256 (S3 API reference, "Object").
 * @throws {UserError} OBJECT_CUT when they are not what S3 says; AWS's refusals explained. @throws {CancelledError}
 */
export function readObject(scope: BucketScope, key: string): Promise<Uint8Array | undefined> {
  return explained(`reading ${key} in ${scope.bucket}`, async () => {
    try {
      const answer = await scope.s3.send(new GetObjectCommand({ ...inBucket(scope), Key: key }), stoppable(scope))
      const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array()
      const md5 = /^"?([0-9a-f]{32})"?$/.exec(answer.ETag ?? '')?.[1]
      const isSum = md5 !== undefined && (answer.ServerSideEncryption ?? 'AES256') === 'AES256'
      const isWhole = answer.ContentLength === undefined || answer.ContentLength === bytes.length
      if (isWhole && (!isSum || createHash('md5').update(bytes).digest('hex') === md5)) return bytes
      throw new UserError('OBJECT_CUT', `${key} in ${scope.bucket} did not arrive as S3 has it.`, [
        'Run the same command again; a network that changes what passes through it must be left.',
      ])
    } catch (problem) {
      if (scope.signal?.aborted) throw new CancelledError()
      if (errorName(problem) === 'NoSuchKey') return undefined
      throw problem
    }
  })
}
