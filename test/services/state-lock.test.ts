import { DeleteTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLockTable } from '../../source/services/aws/lock-table.ts'
import { readStateDigest } from '../../source/services/aws/state-digest.ts'
import { isSameLock, readStateLock, releaseStateLock, type StateLock } from '../../source/services/aws/state-lock.ts'
import { lockfileKey, lockRowId, type StateClients, type StatePlace } from '../../source/services/aws/state-place.ts'
import { awsAt, serve, xmlError } from '../support/aws-at.ts'
import { type Moto, startMoto } from '../support/moto.ts'

const place: StatePlace = {
  bucket: 'states',
  key: 'env:/dev/digital-twin/terraform.tfstate',
  table: 'locks',
  account: '123456789012',
}
const infoOf = (id: string, who = 'ana@laptop') =>
  JSON.stringify({
    ID: id,
    Operation: 'OperationTypePlan',
    Who: who,
    Version: '1.11.4',
    Created: '2026-08-04T12:00:00Z',
  })

let moto: Moto
let clients: StateClients
const clientsAt = async (endpoint: string): Promise<StateClients> => {
  const aws = awsAt(endpoint)
  return { s3: await aws.s3(), dynamodb: await aws.dynamodb() }
}
beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => moto.stop())
beforeEach(async () => {
  await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' })
  clients = await clientsAt(moto.endpoint)
  await clients.s3.send(
    new CreateBucketCommand({
      Bucket: place.bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  )
  await createLockTable(clients.dynamodb, place.table, new AbortController().signal)
})
afterEach(() => vi.unstubAllEnvs())

const writeFile = (text: string) =>
  clients.s3.send(new PutObjectCommand({ Bucket: place.bucket, Key: lockfileKey(place), Body: Buffer.from(text) }))
const writeRow = (info?: string) =>
  clients.dynamodb.send(
    new PutItemCommand({
      TableName: place.table,
      Item: { LockID: { S: lockRowId(place) }, ...(info === undefined ? {} : { Info: { S: info } }) },
    }),
  )
const read = () => readStateLock(clients, place)
const found = async () => (await read()) as StateLock

describe('the state lock', () => {
  it('is nobody’s where nothing is written, also without a table and without a bucket', async () => {
    expect(await read()).toBeUndefined()
    await clients.dynamodb.send(new DeleteTableCommand({ TableName: place.table }))
    expect(await read()).toBeUndefined()
    expect(await readStateLock(clients, { ...place, bucket: 'not-there' })).toBeUndefined()
    expect(await readStateDigest(clients, { ...place, bucket: 'not-there' })).toEqual({ kind: 'nothing' })
  })

  it('is read from both places as one', async () => {
    await writeFile(infoOf('1'))
    await writeRow(infoOf('1'))
    expect(await read()).toMatchObject({
      id: '1',
      who: 'ana@laptop',
      operation: 'plan',
      since: new Date('2026-08-04T12:00:00Z'),
      version: '1.11.4',
      heldBy: ['lockfile', 'table'],
    })
  })

  it('of two different runs is told one after the other, the lock file’s first', async () => {
    await writeFile(infoOf('new', 'bo@desk'))
    await writeRow(infoOf('old'))
    const first = await found()
    expect(first).toMatchObject({ id: 'new', heldBy: ['lockfile'] })
    expect(await releaseStateLock(clients, place, first)).toEqual(['lockfile'])
    const second = await found()
    expect(second).toMatchObject({ id: 'old', heldBy: ['table'] })
    expect(isSameLock(first, second)).toBe(false)
    expect(await releaseStateLock(clients, place, second)).toEqual(['table'])
    expect(await read()).toBeUndefined()
  })

  it('that another run took meanwhile is left alone', async () => {
    await writeFile(infoOf('1'))
    await writeRow(infoOf('1'))
    const seen = await found()
    await writeFile(infoOf('2', 'bo@desk'))
    await writeRow(infoOf('2', 'bo@desk'))
    expect(await releaseStateLock(clients, place, seen)).toEqual([])
    expect(await read()).toMatchObject({ id: '2', who: 'bo@desk', heldBy: ['lockfile', 'table'] })
  })

  it('may be released twice', async () => {
    await writeFile(infoOf('1'))
    await writeRow(infoOf('1'))
    const seen = await found()
    expect(await releaseStateLock(clients, place, seen)).toEqual(['table', 'lockfile'])
    expect(await releaseStateLock(clients, place, seen)).toEqual([])
  })

  it('that cannot be read is a lock all the same, known by what is written there', async () => {
    await writeFile('')
    await writeRow()
    const file = await found()
    expect(file).toMatchObject({ id: '', who: '', heldBy: ['lockfile'], since: expect.any(Date) })
    expect(isSameLock(file, await found())).toBe(true)
    await releaseStateLock(clients, place, file)
    const row = await found()
    expect(row).toMatchObject({ id: '', who: '', heldBy: ['table'] })
    expect(isSameLock(file, row)).toBe(false)
    // The row has been written anew since: it is another one.
    await writeRow('not json')
    expect(await releaseStateLock(clients, place, row)).toEqual([])
    expect(await releaseStateLock(clients, place, await found())).toEqual(['table'])
    expect(await read()).toBeUndefined()
  })
})

describe('whatever is asked', () => {
  it('names the account that the bucket must belong to, and asks for two known keys only', async () => {
    const seen: { method?: string; owner: unknown; target: unknown; url?: string }[] = []
    const endpoint = await serve(({ method, url, headers }, response) => {
      seen.push({
        ...(method ? { method } : {}),
        ...(url ? { url } : {}),
        owner: headers['x-amz-expected-bucket-owner'],
        target: headers['x-amz-target'],
      })
      if (headers['x-amz-target']) response.writeHead(200).end('{}')
      else response.writeHead(404).end(xmlError('NoSuchKey'))
    })
    expect(await readStateLock(await clientsAt(endpoint), place)).toBeUndefined()
    expect(seen).toHaveLength(2)
    expect(seen).toContainEqual({
      method: 'GET',
      url: expect.stringContaining('terraform.tfstate.tflock'),
      owner: place.account,
      target: undefined,
    })
    expect(seen).toContainEqual(expect.objectContaining({ target: expect.stringMatching(/GetItem$/) }))
  })

  it.each([404, 409, 412])('a lock file that S3 answers %i for is no longer this one', async (status) => {
    const headers: unknown[] = []
    const endpoint = await serve((request, response) => {
      headers.push([request.method, request.headers['if-match'], request.headers['x-amz-expected-bucket-owner']])
      response.writeHead(status).end(xmlError('Any'))
    })
    const lock = { halves: { lockfile: { etag: '"abc"' } } } as unknown as StateLock
    expect(await releaseStateLock(await clientsAt(endpoint), place, lock)).toEqual([])
    expect(headers).toEqual([['DELETE', '"abc"', place.account]])
  })

  it('a refusal is told as one, and never taken for a free lock', async () => {
    const endpoint = await serve(({ headers }, response) =>
      headers['x-amz-target']
        ? response.writeHead(400).end('{"__type":"AccessDeniedException","Message":"not authorized"}')
        : response.writeHead(403).end(xmlError('AccessDenied')),
    )
    const refused = await clientsAt(endpoint)
    await expect(readStateLock(refused, place)).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
    await expect(readStateDigest(refused, place)).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
    await writeFile(infoOf('1'))
    await expect(releaseStateLock(refused, place, await found())).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  })
})
