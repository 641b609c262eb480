import { setTimeout as pause } from 'node:timers/promises'
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  waitUntilBucketExists,
} from '@aws-sdk/client-s3'
import { partitionOf } from '../../names.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { explained } from './errors.ts'
import type { BucketTrait } from './state-bucket.ts'
import { ownTags } from './tags.ts'

interface Place {
  readonly name: string
  readonly account: string
  readonly region: string
}

/** Milliseconds between tries while S3 still finishes the deletion of a bucket of the same name. */
const pauseAfterConflict = 5_000
const conflictTries = 24

/**
 * Makes the bucket. us-east-1 is the one region that must not be named in the request
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html).
 * @throws UserError STATE_BUCKET_FOREIGN when the name is somebody else's.
 */
export async function createStateBucket(
  s3: S3Client,
  { name, account, region }: Place,
  signal: AbortSignal,
): Promise<void> {
  const location = region === 'us-east-1' ? {} : { CreateBucketConfiguration: locationOf(region) }
  for (let attempt = 1; ; attempt += 1) {
    try {
      await s3.send(new CreateBucketCommand({ Bucket: name, ...location }))
      break
    } catch (problem) {
      const { name: error } = problem as Error
      if (error === 'BucketAlreadyOwnedByYou') break
      if (error === 'BucketAlreadyExists') throw foreignBucket(name)
      if (error !== 'OperationAborted' || attempt === conflictTries) {
        await explained('making the state bucket', () => Promise.reject(problem))
      }
      await pause(pauseAfterConflict, undefined, { signal })
    }
  }
  await waitUntilBucketExists(
    { client: s3, maxWaitTime: 60, minDelay: 1, maxDelay: 4, abortSignal: signal },
    { Bucket: name, ExpectedBucketOwner: account },
  )
}

/** Gives the bucket what it lacks; each setting can be put again without harm. */
export async function mendStateBucket(s3: S3Client, place: Place, lacks: readonly BucketTrait[]): Promise<void> {
  const named = { Bucket: place.name, ExpectedBucketOwner: place.account }
  const mend: Record<BucketTrait, () => Promise<unknown>> = {
    versioning: () =>
      s3.send(new PutBucketVersioningCommand({ ...named, VersioningConfiguration: { Status: 'Enabled' } })),
    encryption: () =>
      s3.send(
        new PutBucketEncryptionCommand({
          ...named,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
        }),
      ),
    publicAccessBlock: () =>
      s3.send(
        new PutPublicAccessBlockCommand({
          ...named,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        }),
      ),
    tlsOnly: async () => {
      const policy = await readOr(() => s3.send(new GetBucketPolicyCommand(named)), 'NoSuchBucketPolicy')
      return s3.send(new PutBucketPolicyCommand({ ...named, Policy: withTlsOnly(policy?.Policy, place) }))
    },
    tags: async () => {
      const tags = await readOr(() => s3.send(new GetBucketTaggingCommand(named)), 'NoSuchTagSet')
      const others = (tags?.TagSet ?? []).filter(({ Key }) => ownTags.every((own) => own.Key !== Key))
      return s3.send(new PutBucketTaggingCommand({ ...named, Tagging: { TagSet: [...others, ...ownTags] } }))
    },
  }
  await explained('setting up the state bucket', async () => {
    // One after the other: S3 answers OperationAborted to settings that arrive at the same time.
    for (const trait of lacks) await mend[trait]()
  })
}

/** Names our statement, so that putting it again takes the place of the one before. */
const ownSid = 'DenyPlainHttp'

/** Our statement beside those the bucket already has: a policy is put whole, and theirs must stay. */
function withTlsOnly(policy: string | undefined, { name, region }: Place): string {
  const bucket = `arn:${partitionOf(region)}:s3:::${name}`
  const existing = policy ? (JSON.parse(policy) as { Statement?: { Sid?: string } | { Sid?: string }[] }) : {}
  const others = [existing.Statement ?? []].flat().filter(({ Sid }) => Sid !== ownSid)
  const statement = {
    Sid: ownSid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucket, `${bucket}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }
  return JSON.stringify({
    Version: '2012-10-17',
    ...existing,
    Statement: [...others, statement],
  })
}

/** An answer, or nothing when S3 says by `absence` that there is no such setting. */
async function readOr<Answer>(read: () => Promise<Answer>, absence: string): Promise<Answer | undefined> {
  try {
    return await read()
  } catch (problem) {
    if ((problem as Error).name === absence) return undefined
    throw problem
  }
}

export const foreignBucket = (bucket: string) => troubleError('STATE_BUCKET_FOREIGN', { bucket })

const locationOf = (region: string) => ({ LocationConstraint: region as BucketLocationConstraint })
