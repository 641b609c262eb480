import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { PutBucketTaggingCommand } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { lockTableName, stateBucketName, stateObjectKey } from '../../source/names.ts'
import { takeLease } from '../../source/services/aws/lease.ts'
import { createLockTable, inspectLockTable } from '../../source/services/aws/lock-table.ts'
import { countObjects } from '../../source/services/aws/objects-count.ts'
import { ownTags } from '../../source/services/aws/tags.ts'
import { accountConfirmation } from '../../source/steps/account-confirmation.ts'
import { accountInventory } from '../../source/steps/account-inventory.ts'
import { accountLeftovers, removeLockTable, removeStateBucket } from '../../source/steps/remove-account.ts'
import { account } from '../support/fake-context.ts'
import { performStep } from '../support/run-step.ts'
import { makeBucket, put, removalAccount } from './removal-account.ts'

const { contextWith } = removalAccount()
type Context = ReturnType<typeof contextWith>

const bucket = stateBucketName(account)
const full = JSON.stringify({
  version: 4,
  resources: [{ type: 'aws_s3_bucket', name: 'this', instances: [{ attributes: {} }] }],
})
const empty = JSON.stringify({ version: 4, resources: [] })

async function standing(states: Readonly<Record<string, string>>): Promise<Context> {
  const context = contextWith()
  await makeBucket(context, bucket)
  const s3 = await context.aws().s3()
  await s3.send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet: [...ownTags] } }))
  const dynamodb = await context.aws().dynamodb()
  await createLockTable(dynamodb, lockTableName, context.signal)
  const LockID = { S: `${bucket}/${stateObjectKey('digital-twin', 'dev')}-md5` }
  await dynamodb.send(new PutItemCommand({ TableName: lockTableName, Item: { LockID, Digest: { S: 'd' } } }))
  for (const [key, body] of Object.entries(states)) await put(context, bucket, key, body)
  return context
}

describe('an account in use', () => {
  it('keeps its state bucket for environments of every project, and names them', async () => {
    const context = await standing({
      [stateObjectKey('digital-twin', 'dev')]: empty,
      [stateObjectKey('digital-twin', 'prod')]: full,
      [stateObjectKey('other-twin', 'test')]: full,
      'by-hand/terraform.tfstate': full,
    })
    const { problem } = await performStep(accountInventory, context)
    expect(problem).toMatchObject({
      code: 'ENVIRONMENTS_REMAIN',
      exitCode: 1,
      message: expect.stringMatching(/by-hand\/terraform\.tfstate.*prod of digital-twin.*test of other-twin/),
      nextSteps: [
        expect.stringContaining(`aws s3 cp s3://${bucket}/by-hand/terraform.tfstate -`),
        'twin destroy prod --project-name digital-twin',
        'twin destroy test --project-name other-twin',
        expect.stringContaining('twin destroy --everything'),
      ],
    })
  })

  it('keeps it while a run holds a lock', async () => {
    const key = `${stateObjectKey('digital-twin', 'dev')}.tflock`
    const { problem } = await performStep(accountInventory, await standing({ [key]: '{}' }))
    expect(problem).toMatchObject({ code: 'STATE_IN_USE', exitCode: 4, message: expect.stringContaining(key) })
  })

  it('keeps it while a run works on an environment that was empty until now', async () => {
    const key = stateObjectKey('digital-twin', 'dev')
    const context = await standing({ [key]: empty })
    const place = { bucket, key, table: lockTableName, account }
    const holder = { who: 'ana@laptop', operation: 'deploy', since: new Date(), pid: 1, machine: 'another' }
    await takeLease({ dynamodb: await context.aws().dynamodb(), place }, holder)
    const { problem } = await performStep(accountInventory, context)
    expect(problem).toMatchObject({ code: 'STATE_IN_USE', exitCode: 4, message: expect.stringContaining(key) })
  })

  it('keeps it while something of a twin is there without a state', async () => {
    const context = await standing({ [stateObjectKey('digital-twin', 'dev')]: empty })
    await makeBucket(context, 'digital-twin-dev-data-1')
    const Tagging = { TagSet: [{ Key: 'ManagedBy', Value: 'create-digital-twin' }] }
    await (await context.aws().s3()).send(new PutBucketTaggingCommand({ Bucket: 'digital-twin-dev-data-1', Tagging }))
    expect((await performStep(accountInventory, context)).problem).toMatchObject({
      code: 'LEFTOVERS_REMAIN',
      message: expect.stringContaining('bucket digital-twin-dev-data-1'),
      nextSteps: [expect.stringContaining('aws s3 rb s3://digital-twin-dev-data-1'), expect.anything()],
    })
  })
})

describe('the last of an account', () => {
  it('wants the bucket’s own name', async () => {
    const context = contextWith({ confirmAccount: 'dev' })
    const { problem } = await performStep(accountConfirmation, context)
    expect(problem).toMatchObject({ code: 'CONFIRMATION_MISMATCH', exitCode: 2 })
    const right = contextWith({ confirmAccount: bucket })
    expect(await performStep(accountConfirmation, right)).toMatchObject({ outcome: 'satisfied' })
  })

  it('goes with all versions and rows, in two runs if need be, and leaves nothing to be found by tag', async () => {
    const key = stateObjectKey('digital-twin', 'dev')
    const context = await standing({ [key]: full })
    await put(context, bucket, key, empty)
    expect(await performStep(accountInventory, context)).toMatchObject({
      outcome: 'satisfied',
      detail: expect.stringMatching(/^2 versions .* a lock table$/),
    })
    expect(await performStep(removeStateBucket, context, 'dry-run')).toMatchObject({
      plan: [`Delete ${bucket} with all 2 versions in it.`],
    })
    expect(await performStep(removeStateBucket, context)).toMatchObject({ outcome: 'applied', detail: 'gone' })
    expect(await countObjects({ s3: await context.aws().s3(), bucket, account })).toBeUndefined()

    // The second run, after one that was killed between the two.
    const again = contextWith()
    expect(await performStep(accountInventory, again)).toMatchObject({ detail: 'no state bucket, a lock table' })
    expect(await performStep(removeStateBucket, again)).toMatchObject({ outcome: 'satisfied' })
    expect(await performStep(removeLockTable, again)).toMatchObject({ outcome: 'applied', detail: 'gone' })
    expect((await inspectLockTable(await again.aws().dynamodb(), lockTableName)).exists).toBe(false)
    expect(await performStep(removeLockTable, again)).toMatchObject({ outcome: 'satisfied' })
    expect(await performStep(accountLeftovers, again)).toMatchObject({ detail: 'nothing' })
  })
})
