import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import type { Answers } from '../../source/answers/questions.ts'
import { dataBucketName, frontendBucketName, memoryBucketName, type Target } from '../../source/names.ts'
import { uploadDataVersion } from '../../source/services/aws/objects-data.ts'
import { makePersonalData } from '../../source/services/data/personal-data.ts'
import { awsAt } from '../support/aws-at.ts'
import { account, fakeContext, someone } from '../support/fake-context.ts'
import { type Moto, startMoto } from '../support/moto.ts'

export const target: Target = { projectName: 'leaving-twin', environment: 'dev', account, region: 'eu-central-1' }

/** An emulated account for a test file, empty at each test's beginning, and contexts for steps in it. */
export function removalAccount() {
  let moto: Moto
  beforeAll(async () => {
    moto = await startMoto()
  })
  afterAll(() => moto.stop())
  beforeEach(() => fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' }))
  afterEach(() => vi.unstubAllEnvs())

  const contextWith = (flags: Partial<Answers> = {}) => {
    const { projectName, environment, region } = target
    return fakeContext({
      aws: awsAt(moto.endpoint),
      found: { identity: someone, inventory: [] },
      flags: { projectName, environment, region, ...flags },
    })
  }
  return { contextWith, endpoint: () => moto.endpoint }
}

type Context = ReturnType<ReturnType<typeof removalAccount>['contextWith']>

export async function makeBucket(context: Context, Bucket: string): Promise<void> {
  const s3 = await context.aws().s3()
  const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' as const }
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
}

export async function put(context: Context, Bucket: string, Key: string, Body: string): Promise<void> {
  await (await context.aws().s3()).send(new PutObjectCommand({ Bucket, Key, Body }))
}

export const files = [
  { path: 'personal_data/summary.txt', bytes: Buffer.from('Ada keeps bees on a roof in Zürich.\n') },
  { path: 'prompts/system_prompt.txt', bytes: Buffer.from('You are Ada.\n') },
]

/** The three buckets, with data and two conversations. */
export async function fillEnvironment(context: Context): Promise<void> {
  for (const name of [frontendBucketName, dataBucketName, memoryBucketName]) await makeBucket(context, name(target))
  const s3 = await context.aws().s3()
  await uploadDataVersion({ s3, bucket: dataBucketName(target), account, data: makePersonalData(files) })
  for (const id of ['a1', 'b2']) {
    await put(context, memoryBucketName(target), `conversations/${id}.json`, JSON.stringify({ turns: [id] }))
  }
}
