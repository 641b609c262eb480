import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockTableName, stateBucketName } from '../../source/names.ts'
import { lockTable } from '../../source/steps/lock-table.ts'
import { stateBucket } from '../../source/steps/state-bucket.ts'
import { stateExists } from '../../source/steps/state-exists.ts'
import { awsAt, serve } from '../support/aws-at.ts'
import { account, fakeContext, someone } from '../support/fake-context.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { performStep } from '../support/run-step.ts'

let moto: Moto
beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => moto.stop())
beforeEach(() => fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' }))
afterEach(() => vi.unstubAllEnvs())

const name = stateBucketName(account)
const contextAt = (endpoint: string, region = 'eu-central-1') =>
  fakeContext({ aws: awsAt(endpoint, region), found: { identity: someone }, flags: { region } })
const buckets = async (context: ReturnType<typeof contextAt>) =>
  (await (await context.aws().s3()).send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name) ?? []
const tables = async (context: ReturnType<typeof contextAt>) =>
  (await (await context.aws().dynamodb()).send(new ListTablesCommand({}))).TableNames

describe('the state bucket step', () => {
  it('makes the bucket once, and the second time finds nothing to do', async () => {
    const context = contextAt(moto.endpoint)
    expect(await performStep(stateBucket, context)).toMatchObject({ outcome: 'applied', detail: name })
    expect(await performStep(stateBucket, context)).toMatchObject({ outcome: 'satisfied', detail: name })
    expect(await buckets(context)).toEqual([name])
  })

  it('in a dry run says what it would make and makes nothing', async () => {
    const context = contextAt(moto.endpoint)
    expect(await performStep(stateBucket, context, 'dry-run')).toMatchObject({
      outcome: 'planned',
      plan: [
        `Make the S3 bucket ${name}.`,
        expect.stringContaining('old versions'),
        expect.stringContaining('AES256'),
        expect.stringContaining('public'),
        expect.stringContaining('TLS'),
        expect.stringContaining('Tag'),
      ],
    })
    expect(await buckets(context)).toEqual([])
  })

  it('completes a bucket that a killed run left half made', async () => {
    const context = contextAt(moto.endpoint)
    const s3 = await context.aws().s3()
    await s3.send(
      new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
    )
    const dry = await performStep(stateBucket, context, 'dry-run')
    expect(dry.plan).not.toContain(`Make the S3 bucket ${name}.`)
    expect(dry.plan?.length).toBeGreaterThan(0)
    expect(await performStep(stateBucket, context)).toMatchObject({ outcome: 'applied' })
    expect(await performStep(stateBucket, context)).toMatchObject({ outcome: 'satisfied' })
  })

  it.each([
    [403, {}, 'STATE_BUCKET_FOREIGN', 'twin policy'],
    [301, { 'x-amz-bucket-region': 'us-west-2' }, 'STATE_BUCKET_ELSEWHERE', '--region us-west-2'],
  ])('stops at %i without writing, and says what to do', async (status, headers, code, advice) => {
    const methods = new Set<unknown>()
    const endpoint = await serve((request, response) => {
      methods.add(request.method)
      response.writeHead(status, headers).end()
    })
    const { problem } = await performStep(stateBucket, contextAt(endpoint))
    expect(problem).toMatchObject({ code, exitCode: 1 })
    expect((problem as { nextSteps: string[] }).nextSteps.join('\n')).toContain(advice)
    expect(methods.has('PUT')).toBe(false)
  })
})

describe('the lock table step', () => {
  it('makes the table once', async () => {
    const context = contextAt(moto.endpoint)
    expect(await performStep(lockTable, context, 'dry-run')).toMatchObject({ outcome: 'planned' })
    expect(await tables(context)).toEqual([])
    expect(await performStep(lockTable, context)).toMatchObject({ outcome: 'applied', detail: lockTableName })
    expect(await performStep(lockTable, context)).toMatchObject({ outcome: 'satisfied' })
    expect(await tables(context)).toEqual([lockTableName])
  })

  it('leaves a table alone whose key does not fit', async () => {
    const context = contextAt(moto.endpoint)
    const dynamodb = await context.aws().dynamodb()
    await dynamodb.send(
      new CreateTableCommand({
        TableName: lockTableName,
        KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    )
    expect((await performStep(lockTable, context)).problem).toMatchObject({ code: 'LOCK_TABLE_UNFIT', exitCode: 1 })
    expect(await tables(context)).toEqual([lockTableName])
  })
})

describe('before a removal', () => {
  it('a missing state bucket is told and not made', async () => {
    const context = contextAt(moto.endpoint)
    expect((await performStep(stateExists, context)).problem).toMatchObject({ code: 'STATE_BUCKET_MISSING' })
    expect(await buckets(context)).toEqual([])
  })

  it('the one that is there will do, whatever it lacks', async () => {
    const context = contextAt(moto.endpoint)
    const s3 = await context.aws().s3()
    await s3.send(
      new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
    )
    expect(await performStep(stateExists, context)).toMatchObject({ outcome: 'satisfied', detail: name })
  })
})
