import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createStateBucket, mendStateBucket } from '../../source/services/aws/make-state-bucket.ts'
import { deniesPlainHttp, inspectStateBucket } from '../../source/services/aws/state-bucket.ts'
import { awsAt, serve, xmlError } from '../support/aws-at.ts'
import { type Moto, startMoto } from '../support/moto.ts'

let moto: Moto
beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => moto.stop())
afterEach(() => vi.unstubAllEnvs())

const account = '123456789012'
const everything = ['versioning', 'encryption', 'publicAccessBlock', 'tlsOnly', 'tags'] as const
const never = new AbortController().signal
let count = 0
const newName = () => {
  count += 1
  return `state-${count}`
}
const place = (name: string, region = 'eu-central-1') => ({ name, account, region })
const location = { CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } } as const

describe('the state bucket', () => {
  it('is missing, is made, and then lacks nothing', async () => {
    const s3 = await awsAt(moto.endpoint).s3()
    const name = newName()
    expect(await inspectStateBucket(s3, name, account)).toEqual({ place: 'missing' })
    await createStateBucket(s3, place(name), never)
    await mendStateBucket(s3, place(name), everything)
    expect(await inspectStateBucket(s3, name, account)).toEqual({ place: 'ours', lacks: [] })
    await expectFit(s3, name)
  })

  it('is made in us-east-1 too, the one region that must not be named', async () => {
    const s3 = await awsAt(moto.endpoint, 'us-east-1').s3()
    const name = newName()
    await createStateBucket(s3, place(name, 'us-east-1'), never)
    expect(await inspectStateBucket(s3, name, account)).toMatchObject({ place: 'ours' })
  })

  it('is not made twice: one’s own is taken as it is', async () => {
    const s3 = await awsAt(moto.endpoint).s3()
    const name = newName()
    await createStateBucket(s3, place(name), never)
    await createStateBucket(s3, place(name), never)
  })

  it('that is half made gets what it lacks and keeps what it has', async () => {
    const s3 = await awsAt(moto.endpoint).s3()
    const name = newName()
    await s3.send(new CreateBucketCommand({ Bucket: name, ...location }))
    await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Suspended' } }))
    await s3.send(new PutBucketTaggingCommand({ Bucket: name, Tagging: { TagSet: [{ Key: 'Team', Value: 'ada' }] } }))
    const theirs = {
      Sid: 'Theirs',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:DeleteBucket',
      Resource: `arn:aws:s3:::${name}`,
    }
    await s3.send(
      new PutBucketPolicyCommand({
        Bucket: name,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: theirs }),
      }),
    )
    const found = await inspectStateBucket(s3, name, account)
    expect(found).toMatchObject({
      place: 'ours',
      lacks: expect.arrayContaining(['versioning', 'publicAccessBlock', 'tlsOnly', 'tags']),
    })
    await mendStateBucket(s3, place(name), found.place === 'ours' ? found.lacks : [])
    expect(await inspectStateBucket(s3, name, account)).toEqual({ place: 'ours', lacks: [] })
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: name }))
    expect(JSON.parse(Policy).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['Theirs', 'DenyPlainHttp'])
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: name }))
    expect(TagSet).toContainEqual({ Key: 'Team', Value: 'ada' })
  })

  it('that somebody else tagged by the same words gets ours in their place', async () => {
    const s3 = await awsAt(moto.endpoint).s3()
    const name = newName()
    await s3.send(new CreateBucketCommand({ Bucket: name, ...location }))
    const TagSet = [{ Key: 'ManagedBy', Value: 'terraform' }]
    await s3.send(new PutBucketTaggingCommand({ Bucket: name, Tagging: { TagSet } }))
    await mendStateBucket(s3, place(name), everything)
    expect(await inspectStateBucket(s3, name, account)).toEqual({ place: 'ours', lacks: [] })
  })

  it('can be mended again and again', async () => {
    const s3 = await awsAt(moto.endpoint).s3()
    const name = newName()
    await createStateBucket(s3, place(name), never)
    await mendStateBucket(s3, place(name), everything)
    await mendStateBucket(s3, place(name), everything)
    const { TagSet = [] } = await s3.send(new GetBucketTaggingCommand({ Bucket: name }))
    expect(new Set(TagSet.map(({ Key }) => Key)).size).toBe(TagSet.length)
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: name }))
    expect(JSON.parse(Policy).Statement).toHaveLength(1)
    expect(await inspectStateBucket(s3, name, account)).toEqual({ place: 'ours', lacks: [] })
  })

  it.each([
    [404, {}, { place: 'missing' }],
    [403, {}, { place: 'foreign' }],
    [301, { 'x-amz-bucket-region': 'us-west-2' }, { place: 'elsewhere', region: 'us-west-2' }],
    [400, { 'x-amz-bucket-region': 'us-west-2' }, { place: 'elsewhere', region: 'us-west-2' }],
    [200, { 'x-amz-bucket-region': 'us-west-2' }, { place: 'elsewhere', region: 'us-west-2' }],
  ])('answering %i with %j is %j', async (status, headers, found) => {
    const endpoint = await serve((_, response) => response.writeHead(status, headers).end())
    const s3 = await awsAt(endpoint).s3()
    expect(await inspectStateBucket(s3, 'any', account)).toEqual(found)
  })

  it('always says whose bucket it expects', async () => {
    const owners = new Set<unknown>()
    const endpoint = await serve((request, response) => {
      owners.add(request.headers['x-amz-expected-bucket-owner'])
      response.writeHead(404).end()
    })
    await inspectStateBucket(await awsAt(endpoint).s3(), 'any', account)
    expect([...owners]).toEqual([account])
  })

  it.each([
    ['BucketAlreadyExists', 409, 'STATE_BUCKET_FOREIGN'],
    ['AccessDenied', 403, 'ACCESS_DENIED'],
  ])('that cannot be made because of %s is told so', async (error, status, code) => {
    const endpoint = await serve((_, response) => response.writeHead(status).end(xmlError(error)))
    const s3 = await awsAt(endpoint).s3()
    await expect(createStateBucket(s3, place('any'), never)).rejects.toMatchObject({ code })
  })

  it('that was made, but whose answer was lost, is ours', async () => {
    const endpoint = await serve((request, response) =>
      request.method === 'PUT'
        ? response.writeHead(409).end(xmlError('BucketAlreadyOwnedByYou'))
        : response.writeHead(200).end(),
    )
    await createStateBucket(await awsAt(endpoint).s3(), place('any'), never)
  })

  it('stops waiting for the end of a deletion when it is interrupted', async () => {
    const controller = new AbortController()
    const endpoint = await serve((_, response) => {
      response.writeHead(409).end(xmlError('OperationAborted'))
      setImmediate(() => controller.abort())
    })
    const making = createStateBucket(await awsAt(endpoint).s3(), place('any'), controller.signal)
    await expect(making).rejects.toThrow()
  })
})

describe('a policy', () => {
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }
  it.each([
    ['', false],
    ['{}', false],
    [JSON.stringify({ Statement: [deny] }), true],
    [JSON.stringify({ Statement: deny }), true],
    [JSON.stringify({ Statement: { ...deny, Condition: { Bool: { 'aws:SecureTransport': false } } } }), true],
    [JSON.stringify({ Statement: { ...deny, Effect: 'Allow' } }), false],
    [JSON.stringify({ Statement: { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'true' } } } }), false],
  ])('%s refuses plain HTTP: %s', (policy, denies) => {
    expect(deniesPlainHttp(policy)).toBe(denies)
  })
})

async function expectFit(s3: S3Client, Bucket: string): Promise<void> {
  const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket }))
  expect(versioning.Status).toBe('Enabled')
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }))
  expect(JSON.stringify(encryption.ServerSideEncryptionConfiguration)).toContain('AES256')
  const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket }))
  expect(Object.values(block.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true])
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }))
  expect(JSON.parse(Policy).Statement).toMatchObject([
    {
      Effect: 'Deny',
      Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ])
}
