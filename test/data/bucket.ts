import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll } from 'vitest'
import type { BucketScope } from '../../source/services/aws/objects.ts'
import { type Moto, startMoto } from '../support/moto.ts'

export interface SentRequest {
  readonly name: string
  readonly input: Record<string, unknown>
}

export interface BucketOptions {
  readonly versioned?: boolean
  readonly missing?: boolean
  /** What a request gets in the place of an answer. */
  readonly fault?: (request: SentRequest) => Error | undefined
  /** Makes listings as short as this, in place of 1000, so that few objects fill several. */
  readonly pageSize?: number
}

export interface Bucket extends BucketScope {
  /** Everything that was sent through `s3`, in order. */
  readonly sent: SentRequest[]
  put(key: string, body?: string): Promise<void>
  remove(key: string): Promise<void>
  get(key: string): Promise<{ text: string; contentType: string | undefined; cacheControl: string | undefined }>
}

/** Starts moto for a test file and answers a maker of fresh buckets in it. */
export function bucketMaker(): (options?: BucketOptions) => Promise<Bucket> {
  let moto: Moto
  let number = 0
  beforeAll(async () => {
    moto = await startMoto()
  }, 60_000)
  afterAll(() => moto.stop())
  const makeClient = () =>
    new S3Client({
      endpoint: moto.endpoint,
      region: 'eu-central-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    })

  return async ({ versioned = false, missing = false, fault, pageSize } = {}) => {
    number += 1
    const bucket = `twin-bucket-${number}`
    const direct = makeClient()
    const s3 = makeClient()
    const sent: SentRequest[] = []
    s3.middlewareStack.add(
      (next, context) => async (args) => {
        const request = { name: String(context.commandName), input: args.input as Record<string, unknown> }
        sent.push(request)
        const error = fault?.(request)
        if (error) throw error
        const isListing = pageSize !== undefined && request.name.startsWith('ListObject')
        return next(isListing ? { ...args, input: { ...args.input, MaxKeys: pageSize } } : args)
      },
      { step: 'initialize' },
    )
    if (!missing) {
      const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' as const }
      await direct.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration }))
    }
    if (versioned) {
      const VersioningConfiguration = { Status: 'Enabled' as const }
      await direct.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }))
    }
    return {
      s3,
      bucket,
      account: '123456789012',
      sent,
      put: async (Key, Body = 'x') => void (await direct.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))),
      remove: async (Key) => void (await direct.send(new DeleteObjectCommand({ Bucket: bucket, Key }))),
      get: async (Key) => {
        const answer = await direct.send(new GetObjectCommand({ Bucket: bucket, Key }))
        const text = (await answer.Body?.transformToString()) ?? ''
        return { text, contentType: answer.ContentType, cacheControl: answer.CacheControl }
      },
    }
  }
}

/** An error as the SDK throws it. */
export const refusal = (name: string, status: number) =>
  Object.assign(new Error(`${name} (from the test)`), { name, $metadata: { httpStatusCode: status } })
