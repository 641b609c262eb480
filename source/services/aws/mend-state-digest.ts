import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { UserError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { restoreDeletedState } from './deleted-state.ts'
import { explained } from './errors.ts'
import { readStateDigest, type StateDigest, type StateObject } from './state-digest.ts'
import { digestRowId, type StateClients, type StatePlace } from './state-place.ts'

export type DigestMend = 'nothing to mend' | 'state restored' | 'row removed' | 'row set'

/**
 * Makes state and checksum fit again, without losing a state: a deleted one that S3 still keeps comes
 * back; a checksum of nothing is removed; a state that is whole gets its own checksum.
 * @param found what a person saw or agreed to; anything else by now is left alone
 * @throws {UserError} STATE_LOCKED (exit 4), STATE_DIGEST_CHANGED, STATE_UNREADABLE, STATE_VERSIONS_UNSEEN
 */
export async function mendStateDigest(
  clients: StateClients,
  place: StatePlace,
  found: StateDigest,
): Promise<DigestMend> {
  const now = await readStateDigest(clients, place)
  if (now.kind === 'locked') throw troubleError('STATE_LOCKED', { lock: now.lock })
  if (now.kind !== 'differs' && now.kind !== 'stale-row') return 'nothing to mend'
  if (!isSame(found, now)) throw changed()
  return explained('mending the checksum of the state', async () => {
    if (now.kind === 'differs') return setRow(clients, place, now.row, now.state)
    if (now.deleted.kind === 'unknown') throw unseen(place)
    if (now.deleted.kind === 'kept') return restore(clients, place, now.deleted.marker)
    return removeRow(clients, place, now.row)
  })
}

function isSame(found: StateDigest, now: StateDigest): boolean {
  if (found.kind === 'differs' && now.kind === 'differs')
    return found.row === now.row && found.state.md5 === now.state.md5
  return found.kind === 'stale-row' && now.kind === 'stale-row' && found.row === now.row
}

/** A key that was deleted more than once has more than one marker above its state. */
async function restore(clients: StateClients, place: StatePlace, marker: string): Promise<DigestMend> {
  await restoreDeletedState(clients.s3, place, marker)
  const now = await readStateDigest(clients, place)
  return now.kind === 'stale-row' && now.deleted.kind === 'kept' && now.deleted.marker !== marker
    ? restore(clients, place, now.deleted.marker)
    : 'state restored'
}

async function setRow(
  { dynamodb }: StateClients,
  place: StatePlace,
  row: string,
  { md5, lineage }: StateObject,
): Promise<DigestMend> {
  if (!lineage) throw unreadable(place)
  return onCondition('row set', () =>
    dynamodb.send(
      new PutItemCommand({
        TableName: place.table,
        Item: { LockID: { S: digestRowId(place) }, Digest: { S: md5 } },
        ...stillHas(row),
      }),
    ),
  )
}

async function removeRow({ dynamodb }: StateClients, place: StatePlace, row: string): Promise<DigestMend> {
  return onCondition('row removed', () =>
    dynamodb.send(
      new DeleteItemCommand({ TableName: place.table, Key: { LockID: { S: digestRowId(place) } }, ...stillHas(row) }),
    ),
  )
}

const stillHas = (row: string) => ({
  ConditionExpression: 'Digest = :row',
  ExpressionAttributeValues: { ':row': { S: row } },
})

async function onCondition(done: DigestMend, write: () => Promise<unknown>): Promise<DigestMend> {
  try {
    await write()
    return done
  } catch (problem) {
    if (problem instanceof ConditionalCheckFailedException) throw changed()
    throw problem
  }
}

const changed = () =>
  new UserError('STATE_DIGEST_CHANGED', 'The state or its checksum has just been changed. Nothing was mended.', [
    'Run the same command again: it looks anew.',
  ])

const unreadable = ({ bucket, key }: StatePlace) =>
  new UserError(
    'STATE_UNREADABLE',
    `What lies at s3://${bucket}/${key} is no Terraform state, so it gets no checksum. Nothing was changed.`,
    [`aws s3api list-object-versions --bucket ${bucket} --prefix ${key}   # an earlier version may be whole`],
  )

const unseen = ({ bucket, key }: StatePlace) =>
  new UserError(
    'STATE_VERSIONS_UNSEEN',
    'The state was deleted, and you may not see whether S3 still keeps it (s3:ListBucketVersions). Nothing was changed.',
    [`aws s3api list-object-versions --bucket ${bucket} --prefix ${key}   # as somebody who may`],
  )
