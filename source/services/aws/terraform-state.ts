import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { explained } from './errors.ts'

export interface StatePlace {
  readonly bucket: string
  readonly key: string
  /** Twelve digits. */
  readonly account: string
}

/** One thing that Terraform's state holds. */
export interface StateResource {
  readonly type: string
  readonly name: string
  readonly instances?: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[]
}

/**
 * What Terraform knows of in an environment; nothing before a first deployment. Terraform writes an
 * empty state as soon as it enters a workspace, so the object being there says nothing by itself.
 */
export async function readState(s3: S3Client, { bucket, key, account }: StatePlace): Promise<readonly StateResource[]> {
  return explained('looking for what is deployed', async () => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: account }))
      const state = JSON.parse((await Body?.transformToString()) || '{}') as { resources?: readonly StateResource[] }
      return (state.resources ?? []).filter(({ instances = [] }) => instances.length > 0)
    } catch (problem) {
      if (/^NoSuch(Key|Bucket)$/.test((problem as Error).name)) return []
      throw problem
    }
  })
}

/** What Terraform knows of in an environment, as `type.name`. */
export async function readKnownResources(s3: S3Client, place: StatePlace): Promise<readonly string[]> {
  return (await readState(s3, place)).map(({ type, name }) => `${type}.${name}`)
}
