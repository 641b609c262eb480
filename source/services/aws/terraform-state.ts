import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { explained } from './errors.ts'

interface StatePlace {
  readonly bucket: string
  readonly key: string
  /** Twelve digits. */
  readonly account: string
}

interface StateDocument {
  readonly resources?: readonly {
    readonly type: string
    readonly name: string
    readonly instances?: readonly unknown[]
  }[]
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>
}

export interface KnownState {
  /** `type.name` of everything that has instances. */
  readonly resources: readonly string[]
  /** Outputs that are texts, by name. */
  readonly outputs: Readonly<Record<string, string>>
}

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
    resources: resources
      .filter(({ instances = [] }) => instances.length > 0)
      .map(({ type, name }) => `${type}.${name}`),
    outputs: Object.fromEntries(texts),
  }
}
