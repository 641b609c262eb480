import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
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

export async function writeRecordObject(scope: BucketScope, key: string, text: string): Promise<void> {
  await explained('keeping the record of this deployment', () => {
    const input = { ...inBucket(scope), Key: key, Body: text, ContentType: 'application/json' }
    return scope.s3.send(new PutObjectCommand(input), stoppable(scope))
  })
}

/** Also where there is none. */
export async function removeRecordObject(scope: BucketScope, key: string): Promise<void> {
  await explained('removing the record of the last deployment', () =>
    scope.s3.send(new DeleteObjectCommand({ ...inBucket(scope), Key: key }), stoppable(scope)),
  )
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
