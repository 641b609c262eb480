import { buffer } from 'node:stream/consumers'
import {
  CloudFrontClient,
  CreateDistributionWithTagsCommand,
  CreateInvalidationCommand,
  DeleteDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  ListDistributionsCommand,
  ListTagsForResourceCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront'
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { openTestAccount, type TestAccount } from '../support/open-account.ts'
import { type SignedRequest, signedFetch } from '../support/signed-fetch.ts'

let account: TestAccount
beforeAll(async () => {
  account = await openTestAccount()
}, 60_000)
afterAll(() => account.close())

const ask = async (request: SignedRequest) => {
  const response = await signedFetch(account.record, request)
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : {} }
}

describe('S3', () => {
  const Bucket = 'versioned-bucket'
  let s3: S3Client
  beforeAll(async () => {
    s3 = new S3Client(account.clientOf('admin'))
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
    )
  })

  test('another owner than expected is refused', async () => {
    const own = await s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: '123456789012' }))
    expect(own.$metadata.httpStatusCode).toBe(200)
    await expect(s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: '999999999999' }))).rejects.toMatchObject(
      {
        $metadata: { httpStatusCode: 403 },
      },
    )
    const other = new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ExpectedBucketOwner: '999999999999' })
    await expect(s3.send(other)).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('another region is told with 301 and a header', async () => {
    const request = { service: 's3', path: `/${Bucket}`, region: 'us-west-2' } as const
    const head = await signedFetch(account.record, { ...request, method: 'HEAD' })
    expect([head.status, head.headers.get('x-amz-bucket-region')]).toEqual([301, 'eu-central-1'])
    const list = await signedFetch(account.record, request)
    expect([list.status, await list.text()]).toEqual([301, expect.stringContaining('<Code>PermanentRedirect</Code>')])
  })

  test('a TLS-only policy is kept word for word and shuts nobody out here', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    })
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy)
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'hello' }))
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b' }))
    expect(await Body?.transformToString()).toBe('hello')
  })

  test('versions can be deleted while delete markers remain, and then these', async () => {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
    for (const Key of ['one', 'two & more']) {
      for (const Body of ['1', '2']) await s3.send(new PutObjectCommand({ Bucket, Key, Body }))
      await s3.send(new DeleteObjectCommand({ Bucket, Key }))
    }
    const all = await s3.send(new ListObjectVersionsCommand({ Bucket }))
    const [versions, markers] = [all.Versions ?? [], all.DeleteMarkers ?? []]
    expect([versions.length, markers.length]).toEqual([5, 2])
    const remove = (items: readonly { Key?: string | undefined; VersionId?: string | undefined }[]) => {
      const Objects = items.map(({ Key = '', VersionId = '' }) => ({ Key, VersionId }))
      return s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    }
    expect((await remove(versions)).Deleted?.length).toBe(5)
    expect((await remove(markers)).Deleted?.length).toBe(2)
    await s3.send(new DeleteBucketCommand({ Bucket }))
  })

  test('versions and delete markers go in one request', async () => {
    const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' as const }
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
    for (const Key of ['one', 'two & more']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: '1' }))
      for (let markers = 0; markers < 3; markers += 1) await s3.send(new DeleteObjectCommand({ Bucket, Key }))
    }
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }))
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key = '', VersionId = '' }) => ({ Key, VersionId }))
    const { Deleted = [], Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    const named = (all: readonly { Key?: string | undefined; VersionId?: string | undefined }[]) =>
      all.map(({ Key, VersionId }) => `${Key} ${VersionId}`).sort()
    expect([named(Deleted), Errors]).toEqual([named(Objects), undefined])
    await s3.send(new DeleteBucketCommand({ Bucket }))
  })
})

describe('CloudFront', () => {
  const config: DistributionConfig = {
    CallerReference: 'one',
    Comment: 'A & B',
    Enabled: true,
    DefaultRootObject: 'index.html',
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'api',
          DomainName: 'x.execute-api.eu-central-1.amazonaws.com',
          CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-origin-verify', HeaderValue: 's<>cret' }] },
          CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
        },
      ],
    },
    DefaultCacheBehavior: { TargetOriginId: 'api', ViewerProtocolPolicy: 'redirect-to-https' },
  }

  test('is found by its tags in us-east-1, and nowhere else', async () => {
    const client = new CloudFrontClient(account.clientOf('admin'))
    const DistributionConfigWithTags = {
      DistributionConfig: { ...config, CallerReference: 'tagged', Enabled: false },
      Tags: { Items: [{ Key: 'Project', Value: 'searched' }] },
    }
    const made = await client.send(new CreateDistributionWithTagsCommand({ DistributionConfigWithTags }))
    const search = async (region: string, value: string) => {
      const tagging = new ResourceGroupsTaggingAPIClient({ ...account.clientOf('admin'), region })
      const TagFilters = [{ Key: 'Project', Values: [value] }]
      const { ResourceTagMappingList = [] } = await tagging.send(new GetResourcesCommand({ TagFilters }))
      return ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN)
    }
    expect(await search('us-east-1', 'searched')).toEqual([made.Distribution?.ARN])
    expect([await search('us-east-1', 'other'), await search('eu-central-1', 'searched')]).toEqual([[], []])
    await client.send(new DeleteDistributionCommand({ Id: made.Distribution?.Id, IfMatch: made.ETag }))
    expect(await search('us-east-1', 'searched')).toEqual([])
  })

  test('gives a configuration back as it was sent, and everything else as documented', async () => {
    const client = new CloudFrontClient(account.clientOf('admin'))
    const Tags = { Items: [{ Key: 'team', Value: 'x' }] }
    const created = await client.send(
      new CreateDistributionWithTagsCommand({ DistributionConfigWithTags: { DistributionConfig: config, Tags } }),
    )
    const { Id = '', ARN = '', DomainName } = created.Distribution ?? {}
    expect(created.Distribution?.Status).toBe('InProgress')
    expect(DomainName).toMatch(/^localhost:\d+$/)
    const read = await client.send(new GetDistributionConfigCommand({ Id }))
    expect(read.DistributionConfig).toMatchObject(config)
    expect(read.ETag).toBe(created.ETag)
    expect((await client.send(new GetDistributionCommand({ Id }))).Distribution?.Status).toBe('Deployed')
    expect((await client.send(new ListTagsForResourceCommand({ Resource: ARN }))).Tags?.Items).toEqual(Tags.Items)
    const listed = (await client.send(new ListDistributionsCommand({}))).DistributionList?.Items
    expect(listed).toMatchObject([{ Id, DomainName, Comment: 'A & B' }])
    const batch = { CallerReference: 'now', Paths: { Quantity: 1, Items: ['/*'] } }
    const invalidated = await client.send(
      new CreateInvalidationCommand({ DistributionId: Id, InvalidationBatch: batch }),
    )
    expect(invalidated.Invalidation).toMatchObject({ Status: 'Completed', InvalidationBatch: batch })

    const remove = (IfMatch: string | undefined) => client.send(new DeleteDistributionCommand({ Id, IfMatch }))
    await expect(remove(undefined)).rejects.toMatchObject({ name: 'InvalidIfMatchVersion' })
    await expect(remove('EOLD')).rejects.toMatchObject({ name: 'PreconditionFailed' })
    await expect(remove(read.ETag)).rejects.toMatchObject({ name: 'DistributionNotDisabled' })
    const updated = await client.send(
      new UpdateDistributionCommand({
        Id,
        IfMatch: read.ETag,
        DistributionConfig: { ...read.DistributionConfig, Enabled: false } as DistributionConfig,
      }),
    )
    await remove(updated.ETag)
    await expect(client.send(new GetDistributionCommand({ Id }))).rejects.toMatchObject({ name: 'NoSuchDistribution' })
  })
})

describe('API Gateway', () => {
  test('stages can be changed and tagged', async () => {
    const post = (path: string, body: unknown, method = 'POST') =>
      ask({ service: 'apigateway', method, path, body: JSON.stringify(body) })
    const { json: api } = await post('/v2/apis', { name: 'a', protocolType: 'HTTP' })
    const stages = `/v2/apis/${api.apiId}/stages`
    const created = await post(stages, { stageName: '$default', autoDeploy: true, tags: { a: '1' } })
    expect([created.status, created.json.autoDeploy]).toEqual([201, true])
    expect((await post(stages, { stageName: '$default' })).status).toBe(409)
    const defaultRouteSettings = { throttlingRateLimit: 7, throttlingBurstLimit: 9 }
    const updated = await post(`${stages}/%24default`, { defaultRouteSettings }, 'PATCH')
    expect(updated.json).toMatchObject({ stageName: '$default', autoDeploy: true, defaultRouteSettings })
    const arn = encodeURIComponent(`arn:aws:apigateway:eu-central-1::/apis/${api.apiId}/stages/$default`)
    expect((await post(`/v2/tags/${arn}`, { tags: { b: '2' } })).status).toBe(201)
    expect((await ask({ service: 'apigateway', path: `/v2/tags/${arn}` })).json.tags).toEqual({ a: '1', b: '2' })
    expect((await ask({ service: 'apigateway', path: stages })).json.items).toHaveLength(1)
    await ask({ service: 'apigateway', method: 'DELETE', path: `/v2/apis/${api.apiId}` })
    expect((await ask({ service: 'apigateway', path: `${stages}/%24default` })).status).toBe(404)
  })
})

describe('Lambda', () => {
  const zipOf = async (files: Readonly<Record<string, Buffer>>, compress = true) => {
    const zip = new ZipFile()
    for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name, { compress })
    zip.end()
    return buffer(zip.outputStream as NodeJS.ReadableStream)
  }
  const publish = (zip: Buffer) => {
    const body = JSON.stringify({ Content: { ZipFile: zip.toString('base64') }, CompatibleRuntimes: ['python3.13'] })
    return ask({ service: 'lambda', method: 'POST', path: '/2018-10-31/layers/deps/versions', body })
  }

  test('a package can be read back, byte by byte, from where the answer says', async () => {
    const zip = await zipOf({ 'python/a.py': Buffer.from('a = 1') })
    const { status, json } = await publish(zip)
    expect(status).toBe(201)
    const path = `/2018-10-31/layers/deps/versions/${json.Version}`
    const { Location } = (await ask({ service: 'lambda', path })).json.Content
    expect(Buffer.from(await (await fetch(Location)).arrayBuffer()).equals(zip)).toBe(true)
    expect((await fetch(`${account.record.endpoint}/_download/${'0'.repeat(48)}`)).status).toBe(404)
  })

  test('packages that are too large, or none, are refused', async () => {
    const large = await publish(await zipOf({ a: Buffer.alloc(51 * 1024 * 1024) }, false))
    expect([large.status, large.headers.get('x-amzn-errortype')]).toEqual([413, 'RequestEntityTooLargeException'])
    const zip = await zipOf({ a: Buffer.from('x') })
    zip.writeUInt32LE(263_000_000, zip.indexOf('PK\x01\x02', 0, 'latin1') + 24)
    const wide = await publish(zip)
    expect([wide.status, wide.json.Message]).toEqual([400, 'Unzipped size must be smaller than 262144000 bytes'])
    expect((await publish(Buffer.from('no zip'))).json.Message).toContain('Could not unzip uploaded file')
  }, 30_000)

  test('the account has the quotas that accounts start with', async () => {
    const { json } = await ask({ service: 'lambda', path: '/2016-08-19/account-settings' })
    expect(json.AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, CodeSizeZipped: 52_428_800 })
  })
})
