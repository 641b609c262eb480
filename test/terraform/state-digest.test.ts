import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand, GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mendStateDigest } from '../../source/services/aws/mend-state-digest.ts'
import { readStateDigest, type StateDigest } from '../../source/services/aws/state-digest.ts'
import { digestRowId, lockRowId } from '../../source/services/aws/state-place.ts'
import { applyPlan } from '../../source/services/terraform/apply.ts'
import { initTerraform } from '../../source/services/terraform/init.ts'
import { makeSmallProject, type SmallProject } from './small-project.ts'

let project: SmallProject
let count = 0

beforeAll(async () => {
  project = await makeSmallProject('digest')
  await initTerraform(project.terraform, project.backend)
}, 60_000)
afterAll(() => project?.remove())
beforeEach(async () => {
  count += 1
  await applyPlan(project.terraform, (await project.plan(`hello ${count}`)).file)
})

const look = () => readStateDigest(project.clients, project.place)
const mend = (found: StateDigest) => mendStateDigest(project.clients, project.place, found)
const object = () => ({ Bucket: project.place.bucket, Key: project.place.key })
const rowKey = () => ({ TableName: project.place.table, Key: { LockID: { S: digestRowId(project.place) } } })
const stateText = async () => (await project.clients.s3.send(new GetObjectCommand(object()))).Body?.transformToString()
const writeState = (Body: string) => project.clients.s3.send(new PutObjectCommand({ ...object(), Body }))
const deleteState = () => project.clients.s3.send(new DeleteObjectCommand(object()))
const readRow = async () => (await project.clients.dynamodb.send(new GetItemCommand(rowKey()))).Item?.Digest?.S

/** As a run that was killed after it wrote the state and before it wrote the checksum. */
async function writeNextState(): Promise<string> {
  const state = JSON.parse((await stateText()) ?? '') as { serial: number }
  const text = JSON.stringify({ ...state, serial: state.serial + 1 })
  await writeState(text)
  return text
}

describe('the state and its checksum', () => {
  it('fit after every apply, and a missing checksum stops nobody', async () => {
    const found = await look()
    expect(found).toMatchObject({ kind: 'fits', state: { md5: await readRow(), lineage: expect.any(String) } })
    expect(await mend(found)).toBe('nothing to mend')
    await project.clients.dynamodb.send(new DeleteItemCommand(rowKey()))
    expect(await look()).toMatchObject({ kind: 'no-row' })
    expect((await project.plan('other')).summary.hasChanges).toBe(true)
  })

  it('differ after a run that was killed between its two writes: the state gets its checksum', async () => {
    const before = await readRow()
    await writeNextState()
    const found = await look()
    expect(found).toMatchObject({
      kind: 'differs',
      row: before,
      state: { md5: expect.not.stringContaining(before ?? ''), changed: expect.any(Date), serial: expect.any(Number) },
    })
    await expect(project.plan('other')).rejects.toMatchObject({ code: 'STATE_DIGEST_MISMATCH' })
    expect(await mend(found)).toBe('row set')
    expect(await look()).toMatchObject({ kind: 'fits' })
    expect((await project.plan('other')).summary.hasChanges).toBe(true)
  })

  it('say nothing while a lock is held', async () => {
    const found = await look()
    await writeNextState()
    const Item = { LockID: { S: lockRowId(project.place) }, Info: { S: '{"ID":"1","Who":"ana@laptop"}' } }
    const { dynamodb } = project.clients
    await dynamodb.send(new PutItemCommand({ TableName: project.place.table, Item }))
    expect(await look()).toMatchObject({ kind: 'locked', lock: { id: '1', who: 'ana@laptop' } })
    await expect(mend(found)).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      exitCode: 4,
      message: expect.stringContaining('ana@laptop'),
    })
    await dynamodb.send(new DeleteItemCommand({ TableName: project.place.table, Key: { LockID: Item.LockID } }))
    expect(await mend(await look())).toBe('row set')
  })

  it('are left alone when they are no longer what was seen', async () => {
    await writeNextState()
    const found = await look()
    const text = await writeNextState()
    await expect(mend(found)).rejects.toMatchObject({ code: 'STATE_DIGEST_CHANGED' })
    expect(await stateText()).toBe(text)
    expect(await mend(await look())).toBe('row set')
  })

  it.each(['<html>a sign-in page</html>', '{}', '[]', 'null', '{"version":4,"serial":1,"lineage":""}'])(
    'get no new checksum for %s, which is no state',
    async (text) => {
      const [state = '', row] = [await stateText(), await readRow()]
      await writeState(text)
      await expect(mend(await look())).rejects.toMatchObject({ code: 'STATE_UNREADABLE' })
      expect(await readRow()).toBe(row)
      await writeState(state)
      expect(await look()).toMatchObject({ kind: 'fits' })
    },
  )

  it('come back together when the state was deleted and S3 keeps it, however often it was deleted', async () => {
    const state = await stateText()
    await deleteState()
    await deleteState()
    const found = await look()
    expect(found).toMatchObject({
      kind: 'stale-row',
      row: await readRow(),
      deleted: { kind: 'kept', marker: expect.any(String), changed: expect.any(Date), deleted: expect.any(Date) },
    })
    await expect(project.plan('other')).rejects.toMatchObject({ code: 'STATE_DIGEST_MISMATCH' })
    expect(await mend(found)).toBe('state restored')
    expect(await stateText()).toBe(state)
    expect(await look()).toMatchObject({ kind: 'fits' })
    expect((await project.plan(`hello ${count}`)).summary.hasChanges).toBe(false)
  })

  it('go together when nothing of the state is left', async () => {
    const { s3 } = project.clients
    const { bucket, key } = project.place
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }))
    for (const { Key, VersionId } of Versions)
      if (Key === key) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))
    const found = await look()
    expect(found).toMatchObject({ kind: 'stale-row', deleted: { kind: 'none' } })
    expect(await mend(found)).toBe('row removed')
    expect(await look()).toEqual({ kind: 'nothing' })
    expect((await project.plan('other')).summary.hasChanges).toBe(true)
  })
}, 120_000)
