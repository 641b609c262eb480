import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { explained } from './errors.ts'
import { type BucketScope, errorName, inBucket, stoppable } from './objects.ts'

/** An answer to HEAD has no body, so that the SDK knows its status alone. */
const isAbsent = (problem: unknown) => /^(NotFound|NoSuchKey|NoSuchBucket)$/.test(errorName(problem))

/** The text of a deployment's record; undefined when there is none. One request. */
export async function readRecordObject(scope: BucketScope, key: string): Promise<string | undefined> {
  return explained('reading the record of the last deployment', async () => {
    try {
      const answer = await scope.s3.send(new GetObjectCommand({ ...inBucket(scope), Key: key }), stoppable(scope))
      return (await answer.Body?.transformToString()) ?? ''
    } catch (problem) {
      if (isAbsent(problem)) return undefined
      throw problem
    }
  })
}

/** Keeps something of a deployment beside the state: text as JSON, else bytes. */
export async function writeRecordObject(scope: BucketScope, key: string, body: string | Uint8Array): Promise<void> {
  await explained('keeping the record of this deployment', () => {
    const ContentType = typeof body === 'string' ? 'application/json' : 'application/octet-stream'
    return scope.s3.send(
      new PutObjectCommand({ ...inBucket(scope), Key: key, Body: body, ContentType }),
      stoppable(scope),
    )
  })
}

/** An object's ETag, which is another one whenever something else was put there; undefined when nothing is. */
export async function readEtag(scope: BucketScope, key: string): Promise<string | undefined> {
  return explained('looking whether anything changed', async () => {
    try {
      const { ETag } = await scope.s3.send(new HeadObjectCommand({ ...inBucket(scope), Key: key }), stoppable(scope))
      return ETag
    } catch (problem) {
      if (isAbsent(problem)) return undefined
      throw problem
    }
  })
}
