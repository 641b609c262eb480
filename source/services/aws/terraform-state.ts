import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { explained } from './errors.ts'

interface StatePlace {
  readonly bucket: string
  readonly key: string
  /** Twelve digits. */
  readonly account: string
}

/**
 * Whether Terraform knows of nothing in this environment. It writes an empty state as soon as it
 * enters a workspace, so the object being there says nothing by itself.
 */
export async function isStateEmpty(s3: S3Client, { bucket, key, account }: StatePlace): Promise<boolean> {
  return explained('looking for what is deployed', async () => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: account }))
      const state = JSON.parse((await Body?.transformToString()) || '{}') as { resources?: readonly unknown[] }
      return (state.resources?.length ?? 0) === 0
    } catch (problem) {
      if ((problem as Error).name === 'NoSuchKey') return true
      throw problem
    }
  })
}
