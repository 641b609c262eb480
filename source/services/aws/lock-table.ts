import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb'
import { explained } from './errors.ts'
import { ownTags } from './tags.ts'

export interface LockTable {
  readonly exists: boolean
  readonly active: boolean
  /** The key is `LockID`, a string, and nothing else: what Terraform's S3 backend reads and writes. */
  readonly keyFits: boolean
}

export async function inspectLockTable(dynamodb: DynamoDBClient, name: string): Promise<LockTable> {
  return explained('reading the lock table', async () => {
    try {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }))
      const [key, ...more] = Table?.KeySchema ?? []
      const type = Table?.AttributeDefinitions?.find((each) => each.AttributeName === 'LockID')?.AttributeType
      return {
        exists: true,
        active: Table?.TableStatus === 'ACTIVE',
        keyFits: key?.AttributeName === 'LockID' && type === 'S' && more.length === 0,
      }
    } catch (problem) {
      if (problem instanceof ResourceNotFoundException) return { exists: false, active: false, keyFits: false }
      throw problem
    }
  })
}

/** Makes the table, paid by request, and waits until it can be written (seconds on AWS). */
export async function createLockTable(dynamodb: DynamoDBClient, name: string, signal: AbortSignal): Promise<void> {
  await explained('making the lock table', async () => {
    try {
      await dynamodb.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
          Tags: ownTags,
        }),
      )
    } catch (problem) {
      // Made by an earlier try whose answer was lost, or by a second run: the wait below decides.
      if (!(problem instanceof ResourceInUseException)) throw problem
    }
    await waitUntilTableExists(
      { client: dynamodb, maxWaitTime: 120, minDelay: 1, maxDelay: 4, abortSignal: signal },
      { TableName: name },
    )
  })
}

/**
 * Deletes the table with all its rows and waits until it is gone (seconds on AWS). Safe to repeat: one that does not
 * exist, or is being deleted already, is waited for.
 * @throws {UserError} what `explainAwsError` makes of AWS's refusals.
 */
export async function deleteLockTable(dynamodb: DynamoDBClient, name: string, signal: AbortSignal): Promise<void> {
  await explained('deleting the lock table', async () => {
    try {
      await dynamodb.send(new DeleteTableCommand({ TableName: name }))
    } catch (problem) {
      if (problem instanceof ResourceNotFoundException) return
      if (!(problem instanceof ResourceInUseException)) throw problem
    }
    const patience = { client: dynamodb, maxWaitTime: 120, minDelay: 1, maxDelay: 4, abortSignal: signal }
    await waitUntilTableNotExists(patience, { TableName: name })
  })
}
