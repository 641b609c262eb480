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

interface StateDocument {
  readonly resources?: readonly StateResource[]
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>
}

export interface KnownState {
  /** Everything that has instances. */
  readonly resources: readonly StateResource[]
  /** Outputs that are texts, by name. */
  readonly outputs: Readonly<Record<string, string>>
}

/** `aws_lambda_function.api` */
export const addressOf = ({ type, name }: Pick<StateResource, 'type' | 'name'>) => `${type}.${name}`

/**
 * What Terraform knows of in an environment; nothing before a first deployment. Terraform writes an empty
 * state as soon as it enters a workspace, so the object being there says nothing by itself.
 */
export async function readKnownState(s3: S3Client, { bucket, key, account }: StatePlace): Promise<KnownState> {
  return explained('looking for what is deployed', async () => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: account }))
      return knownFrom(JSON.parse((await Body?.transformToString()) || '{}') as StateDocument)
    } catch (problem) {
      if (/^NoSuch(Key|Bucket)$/.test((problem as Error).name)) return { resources: [], outputs: {} }
      throw problem
    }
  })
}

function knownFrom({ resources = [], outputs = {} }: StateDocument): KnownState {
  const texts = Object.entries(outputs).flatMap(([name, { value }]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return {
    resources: resources.filter(({ instances = [] }) => instances.length > 0),
    outputs: Object.fromEntries(texts),
  }
}
