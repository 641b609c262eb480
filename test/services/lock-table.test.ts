import { CreateTableCommand, DescribeTableCommand, type KeySchemaElement } from '@aws-sdk/client-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLockTable, inspectLockTable } from '../../source/services/aws/lock-table.ts'
import { awsAt, serve } from '../support/aws-at.ts'
import { type Moto, startMoto } from '../support/moto.ts'

let moto: Moto
beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => moto.stop())
afterEach(() => vi.unstubAllEnvs())

const never = new AbortController().signal
const ready = { exists: true, active: true, keyFits: true }

describe('the lock table', () => {
  it('is missing, is made, and is paid by request', async () => {
    const dynamodb = await awsAt(moto.endpoint).dynamodb()
    expect(await inspectLockTable(dynamodb, 'one')).toEqual({ exists: false, active: false, keyFits: false })
    await createLockTable(dynamodb, 'one', never)
    expect(await inspectLockTable(dynamodb, 'one')).toEqual(ready)
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'one' }))
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST')
  })

  it('may be made twice, as after an answer that was lost', async () => {
    const dynamodb = await awsAt(moto.endpoint).dynamodb()
    await createLockTable(dynamodb, 'two', never)
    await createLockTable(dynamodb, 'two', never)
    expect(await inspectLockTable(dynamodb, 'two')).toEqual(ready)
  })

  it.each([
    ['another name', [{ AttributeName: 'Id', KeyType: 'HASH' }], 'S'],
    ['another type', [{ AttributeName: 'LockID', KeyType: 'HASH' }], 'N'],
    [
      'a second part',
      [
        { AttributeName: 'LockID', KeyType: 'HASH' },
        { AttributeName: 'At', KeyType: 'RANGE' },
      ],
      'S',
    ],
  ] as [string, KeySchemaElement[], 'S' | 'N'][])(
    'with a key of %s does not fit',
    async (what, KeySchema, AttributeType) => {
      const dynamodb = await awsAt(moto.endpoint).dynamodb()
      const TableName = what.replaceAll(' ', '-')
      const AttributeDefinitions = KeySchema.map(({ AttributeName }) => ({ AttributeName, AttributeType }))
      await dynamodb.send(
        new CreateTableCommand({ TableName, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' }),
      )
      expect(await inspectLockTable(dynamodb, TableName)).toMatchObject({ exists: true, keyFits: false })
    },
  )

  it('that is still being made is not ready', async () => {
    const table = {
      TableStatus: 'CREATING',
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
    }
    const endpoint = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ Table: table })),
    )
    expect(await inspectLockTable(await awsAt(endpoint).dynamodb(), 'any')).toEqual({ ...ready, active: false })
  })

  it('that may not be looked at is told as a refusal', async () => {
    const endpoint = await serve((_, response) =>
      response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
        .end('{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"not authorized"}'),
    )
    await expect(inspectLockTable(await awsAt(endpoint).dynamodb(), 'any')).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    })
  })
})
