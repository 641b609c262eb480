import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { type DeploymentRecord, parseRecord, writeRecordText } from '../deployment/record.ts'
import { explained } from './errors.ts'
import { type BucketScope, errorName, inBucket, stoppable } from './objects.ts'

/** An answer to HEAD has no body, so that the SDK knows its status alone. */
const isAbsent = (problem: unknown) => /^(NotFound|NoSuchKey|NoSuchBucket)$/.test(errorName(problem))

/** The record of the last deployment; undefined when there is none that can be read. One request. */
export async function readDeploymentRecord(scope: BucketScope, key: string): Promise<DeploymentRecord | undefined> {
  return explained('reading the record of the last deployment', async () => {
    try {
      const answer = await scope.s3.send(new GetObjectCommand({ ...inBucket(scope), Key: key }), stoppable(scope))
      return parseRecord((await answer.Body?.transformToString()) ?? '')
    } catch (problem) {
      if (isAbsent(problem)) return undefined
      throw problem
    }
  })
}

export async function writeDeploymentRecord(scope: BucketScope, key: string, record: DeploymentRecord): Promise<void> {
  await explained('keeping the record of this deployment', () => {
    const input = { ...inBucket(scope), Key: key, Body: writeRecordText(record), ContentType: 'application/json' }
    return scope.s3.send(new PutObjectCommand(input), stoppable(scope))
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
