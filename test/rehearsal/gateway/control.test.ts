import { request as sendRequest } from 'node:http'
import {
  BedrockClient,
  GetFoundationModelAvailabilityCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readRequests, readStatus, setFaults } from '../../../source/rehearsal/control-client.ts'
import { openTestAccount, type TestAccount } from '../support/open-account.ts'

let account: TestAccount
beforeAll(async () => {
  account = await openTestAccount()
}, 60_000)
afterAll(() => account.close())

describe('the control door', () => {
  test('needs the key', async () => {
    const status = `${account.record.endpoint}/_rehearsal/status`
    expect((await fetch(status)).status).toBe(403)
    expect((await fetch(status, { headers: { 'x-rehearsal-key': 'wrong' } })).status).toBe(403)
    expect(await readStatus(account.record)).toMatchObject({
      account: '123456789012',
      region: 'eu-central-1',
      sites: [],
    })
  })

  test('answers to loopback names only', async () => {
    const { hostname, port } = new URL(account.record.endpoint)
    const statusFor = (host: string) =>
      new Promise((resolve, reject) => {
        const options = {
          hostname,
          port,
          path: '/_rehearsal/status',
          headers: { host, 'x-rehearsal-key': account.record.key },
        }
        sendRequest(options, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end()
      })
    expect(await statusFor(`127.0.0.1:${port}`)).toBe(200)
    expect(await statusFor(`localhost:${port}`)).toBe(200)
    expect(await statusFor('evil.example')).toBe(421)
    expect(await statusFor('127.0.0.1.evil.example')).toBe(421)
  })

  test('keeps what was asked, by whom, and whether it changes anything', async () => {
    const s3 = new S3Client(account.clientOf('admin'))
    await s3.send(new ListBucketsCommand({}))
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'logged-bucket',
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      }),
    )
    const entries = (await readRequests(account.record)).slice(-2)
    expect(entries).toMatchObject([
      { identity: 'admin', action: 's3:ListAllMyBuckets', write: false, denied: false, status: 200 },
      {
        identity: 'admin',
        action: 's3:CreateBucket',
        resource: 'arn:aws:s3:::logged-bucket',
        write: true,
        denied: false,
      },
    ])
  })
})

describe('faults', () => {
  afterEach(() => setFaults(account.record, []))
  const list = (requestTimeout?: number) =>
    new S3Client({
      ...account.clientOf('admin'),
      ...(requestTimeout ? { requestHandler: { requestTimeout, throwOnRequestTimeout: true } } : {}),
    }).send(new ListBucketsCommand({}))

  test('an error of choice, so many times', async () => {
    await setFaults(account.record, [
      {
        action: 's3:ListBuckets',
        times: 1,
        status: 503,
        code: 'SlowDown',
        message: 'Please reduce your request rate.',
      },
    ])
    await expect(list()).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } })
    expect((await list()).Buckets).toBeDefined()
  })

  test('a connection that breaks, or never answers', async () => {
    await setFaults(account.record, [{ service: 's3', connection: 'reset' }])
    await expect(list()).rejects.toMatchObject({ code: 'ECONNRESET' })
    await setFaults(account.record, [{ service: 's3', connection: 'hang' }])
    await expect(list(300)).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  test('an answer that is lost after the work is done', async () => {
    await setFaults(account.record, [{ action: 's3:CreateBucket', connection: 'lost' }])
    const create = new CreateBucketCommand({
      Bucket: 'lost-bucket',
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    })
    await expect(new S3Client(account.clientOf('admin')).send(create)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect((await list()).Buckets?.map(({ Name }) => Name)).toContain('lost-bucket')
  })

  test('an answer that breaks off in the middle', async () => {
    await setFaults(account.record, [{ action: 's3:ListBuckets', connection: 'cut', times: 1 }])
    await expect(list()).rejects.toThrow()
    expect((await list()).Buckets).toBeDefined()
  })
})

describe('Bedrock', () => {
  test('tells its profiles with their true regions, and which models can be used', async () => {
    const bedrock = new BedrockClient(account.clientOf('admin'))
    const { inferenceProfileSummaries = [] } = await bedrock.send(new ListInferenceProfilesCommand({}))
    const lite = inferenceProfileSummaries.find(
      ({ inferenceProfileId }) => inferenceProfileId === 'eu.amazon.nova-lite-v1:0',
    )
    expect(lite?.models?.map(({ modelArn }) => modelArn?.split(':')[3])).toEqual([
      'eu-central-1',
      'eu-north-1',
      'eu-west-1',
      'eu-west-3',
    ])
    const availability = await bedrock.send(
      new GetFoundationModelAvailabilityCommand({ modelId: 'amazon.nova-lite-v1:0' }),
    )
    expect(availability).toMatchObject({ authorizationStatus: 'AUTHORIZED', regionAvailability: 'AVAILABLE' })
  })

  test('converses by the SDK', async () => {
    const runtime = new BedrockRuntimeClient({ ...account.clientOf('admin'), requestHandler: new NodeHttpHandler() })
    const answer = await runtime.send(
      new ConverseCommand({
        modelId: 'eu.amazon.nova-lite-v1:0',
        system: [{ text: '<passage source="facts.json">born in: Ghent</passage>' }],
        messages: [{ role: 'user', content: [{ text: 'Where were you born?' }] }],
      }),
    )
    expect(answer.output?.message?.content?.[0]?.text).toContain('born in: Ghent (facts.json)')
    expect(answer.stopReason).toBe('end_turn')
  })
})
