import { randomUUID } from 'node:crypto'
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { explained } from './errors.ts'
import { type LeaseHolder, leaseInfo, parseLeaseInfo } from './lease-info.ts'
import { leaseRowId, type StatePlace } from './state-place.ts'

/** The right to change one environment, from before a plan until after the health check. */
export interface Lease extends LeaseHolder {
  /** Of this very lease; whoever takes it over gives it another. */
  readonly id: string
  /** Changes with every sign of life, so that two readings tell whether the holder lives, whatever the clocks say. */
  readonly beat: string
}

export interface LeaseTable {
  readonly dynamodb: DynamoDBClient
  readonly place: StatePlace
}

const keyOf = (place: StatePlace) => ({ LockID: { S: leaseRowId(place) } })

/** Whoever holds the lease now; undefined when nobody does, or when there is no table. */
export async function readLease({ dynamodb, place }: LeaseTable): Promise<Lease | undefined> {
  return explained('reading the deploy lock', async () => {
    try {
      const command = new GetItemCommand({ TableName: place.table, Key: keyOf(place), ConsistentRead: true })
      return leaseFrom((await dynamodb.send(command)).Item)
    } catch (problem) {
      if ((problem as Error).name === 'ResourceNotFoundException') return undefined
      throw problem
    }
  })
}

/**
 * Takes the lease when nobody holds it, or in the place of `dead`, exactly as that was read. DynamoDB decides between
 * two who try at once: a conditional write is made against the one current item
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html).
 * @returns the lease, or that of whoever was faster.
 */
export async function takeLease(
  table: LeaseTable,
  holder: LeaseHolder,
  dead?: Lease,
): Promise<{ readonly taken: Lease } | { readonly heldBy: Lease | undefined }> {
  const lease: Lease = { ...holder, id: randomUUID(), beat: new Date().toISOString() }
  const condition = dead
    ? { ConditionExpression: 'attribute_not_exists(LockID) OR (Holder = :id AND Beat = :beat)', ...seenAs(dead) }
    : { ConditionExpression: 'attribute_not_exists(LockID)' }
  return explained('taking the deploy lock', async () => {
    try {
      await write(table, lease, condition)
      return { taken: lease }
    } catch (problem) {
      if (!(problem instanceof ConditionalCheckFailedException)) throw problem
      const heldBy = leaseFrom(problem.Item) ?? (await readLease(table))
      // A first try that was carried out, and whose answer was lost.
      return heldBy?.id === lease.id ? { taken: lease } : { heldBy }
    }
  })
}

/** Shows that the holder lives. @returns false when somebody else holds the lease by now, or nobody. */
export async function renewLease(table: LeaseTable, lease: Lease): Promise<boolean> {
  return explained('keeping the deploy lock', async () => {
    try {
      const next = { ...lease, beat: new Date().toISOString() }
      await write(table, next, {
        ConditionExpression: 'Holder = :id',
        ExpressionAttributeValues: { ':id': { S: lease.id } },
      })
      return true
    } catch (problem) {
      if (problem instanceof ConditionalCheckFailedException) return false
      throw problem
    }
  })
}

/** Gives the lease back, or takes a dead one away; one that somebody else holds by now is left alone. */
export async function removeLease({ dynamodb, place }: LeaseTable, lease: Lease, signal?: AbortSignal): Promise<void> {
  await explained('giving the deploy lock back', async () => {
    try {
      const command = new DeleteItemCommand({
        TableName: place.table,
        Key: keyOf(place),
        ConditionExpression: 'Holder = :id',
        ExpressionAttributeValues: { ':id': { S: lease.id } },
      })
      await dynamodb.send(command, signal ? { abortSignal: signal } : {})
    } catch (problem) {
      if (!(problem instanceof ConditionalCheckFailedException)) throw problem
    }
  })
}

const seenAs = ({ id, beat }: Lease) => ({ ExpressionAttributeValues: { ':id': { S: id }, ':beat': { S: beat } } })

async function write({ dynamodb, place }: LeaseTable, lease: Lease, condition: object): Promise<void> {
  await dynamodb.send(
    new PutItemCommand({
      TableName: place.table,
      Item: { ...keyOf(place), Holder: { S: lease.id }, Beat: { S: lease.beat }, Info: { S: leaseInfo(lease) } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...condition,
    }),
  )
}

function leaseFrom(item: Record<string, AttributeValue> | undefined): Lease | undefined {
  if (!item) return undefined
  return { ...parseLeaseInfo(item.Info?.S ?? ''), id: item.Holder?.S ?? '', beat: item.Beat?.S ?? '' }
}
