import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { explained } from './errors.ts'
import { type BucketScope, errorName, inBucket, stoppable } from './objects.ts'

export interface PageObject {
  /** MD5 in hexadecimal: the page is put in one part and encrypted with AES256. */
  readonly md5: string
  readonly cacheControl: string
  readonly changedAt?: Date
}

/** The chat page as it lies in the bucket; undefined when it is not there. */
export async function readPageObject(scope: BucketScope): Promise<PageObject | undefined> {
  return explained('looking for the page', async () => {
    try {
      const head = new HeadObjectCommand({ ...inBucket(scope), Key: 'index.html' })
      const { ETag = '', CacheControl = '', LastModified } = await scope.s3.send(head, stoppable(scope))
      return {
        md5: ETag.replaceAll('"', ''),
        cacheControl: CacheControl,
        ...(LastModified ? { changedAt: LastModified } : {}),
      }
    } catch (problem) {
      // An answer to HEAD has no body, so the SDK knows its status alone.
      if (/^(NotFound|NoSuchKey|NoSuchBucket)$/.test(errorName(problem))) return undefined
      throw problem
    }
  })
}
