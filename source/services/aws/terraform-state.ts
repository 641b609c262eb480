import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { explained } from './errors.ts'

interface StatePlace {
  readonly bucket: string
  readonly key: string
  /** Twelve digits. */
  readonly account: string
}

interface State {
  readonly resources?: readonly {
    readonly type: string
    readonly name: string
    readonly instances?: readonly unknown[]
  }[]
}

/**
 * What Terraform knows of in an environment, as `type.name`; nothing before a first deployment.
 * Terraform writes an empty state as soon as it enters a workspace, so the object being there says
 * nothing by itself.
 */
export async function readKnownResources(
  s3: S3Client,
  { bucket, key, account }: StatePlace,
): Promise<readonly string[]> {
  return explained('looking for what is deployed', async () => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: account }))
      const { resources = [] } = JSON.parse((await Body?.transformToString()) || '{}') as State
      return resources.filter(({ instances = [] }) => instances.length > 0).map(({ type, name }) => `${type}.${name}`)
    } catch (problem) {
      if (/^NoSuch(Key|Bucket)$/.test((problem as Error).name)) return []
      throw problem
    }
  })
}
