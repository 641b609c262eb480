import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { dataBucketName, memoryBucketName, stateBucketName } from '../../source/names.ts'
import { listObjects, readObject } from '../../source/services/aws/objects-read.ts'
import { makePersonalData } from '../../source/services/data/personal-data.ts'
import { readBackup } from '../../source/services/data/read-backup.ts'
import type { WholeRecord } from '../../source/services/deployment/record.ts'
import { backup } from '../../source/steps/backup.ts'
import { openedBackup, restoreConversations } from '../../source/steps/data-restore.ts'
import { writeRecord } from '../../source/steps/deployment-places.ts'
import { emptyBuckets } from '../../source/steps/empty-buckets.ts'
import { inventory } from '../../source/steps/inventory.ts'
import { account } from '../support/fake-context.ts'
import { performStep } from '../support/run-step.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { files, fillEnvironment, makeBucket, put, removalAccount, target } from './removal-account.ts'

const { contextWith } = removalAccount()

const { version } = makePersonalData(files)
const dataBucket = dataBucketName(target)
const memoryBucket = memoryBucketName(target)
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

/** A folder that does not exist yet, and a context that was told of it. */
async function standing() {
  const folder = join(temporaryFolder(), 'kept', 'copy')
  const context = contextWith({ backup: folder })
  await fillEnvironment(context)
  await performStep(inventory, context)
  return { folder, context }
}

describe('the backup', () => {
  it('holds the current data and all conversations, private, with a manifest that fits', async () => {
    const { folder, context } = await standing()
    expect(await performStep(backup, context, 'dry-run')).toMatchObject({
      outcome: 'planned',
      plan: [`Copy 2 files of personal data and 2 conversations to ${folder}.`],
    })
    expect(existsSync(folder)).toBe(false)
    expect(await performStep(backup, context)).toMatchObject({
      outcome: 'applied',
      detail: '2 files of personal data, 2 conversations',
    })
    expect(filesIn(folder)).toEqual([
      '.gitignore',
      'backup.json',
      'conversations/a1.json',
      'conversations/b2.json',
      'data/personal_data/summary.txt',
      'data/prompts/system_prompt.txt',
    ])
    for (const path of filesIn(folder)) expect(statSync(join(folder, path)).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(await readBackup(folder)).toMatchObject({ account, environment: 'dev', version })
    expect(readdirSync(join(folder, '..'))).toEqual(['copy'])
  })

  it('serves a removal that was interrupted and goes on, but none of what came later', async () => {
    const { folder, context } = await standing()
    await performStep(backup, context)
    const made = readFileSync(join(folder, 'backup.json'), 'utf8')
    await performStep(emptyBuckets, context)
    const again = contextWith({ backup: folder })
    await performStep(inventory, again)
    expect(await performStep(backup, again)).toMatchObject({ outcome: 'satisfied' })

    await put(context, memoryBucket, 'conversations/c3.json', '{"turns": ["c3"]}')
    const { problem } = await performStep(backup, again)
    expect(problem).toMatchObject({ code: 'BACKUP_FOLDER_IN_USE', message: expect.stringContaining('is older than') })
    expect(readFileSync(join(folder, 'backup.json'), 'utf8')).toBe(made)
  })

  it('is not of another environment', async () => {
    const { folder, context } = await standing()
    await performStep(backup, context)
    const other = contextWith({ backup: folder, environment: 'prod' })
    expect((await performStep(backup, other)).problem).toMatchObject({ code: 'BACKUP_FOLDER_IN_USE' })
  })

  it('goes into no folder that somebody uses, and into no file', async () => {
    const { folder, context } = await standing()
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    expect((await performStep(backup, context)).problem).toMatchObject({ code: 'BACKUP_FOLDER_IN_USE', exitCode: 1 })
    expect(readdirSync(folder)).toEqual(['mine.txt'])
    const file = contextWith({ backup: join(folder, 'mine.txt') })
    expect((await performStep(backup, file)).problem).toMatchObject({ code: 'BACKUP_FOLDER_IN_USE' })
  })

  it('takes an empty folder, and throws away what a killed run left beside it', async () => {
    const { folder, context } = await standing()
    mkdirSync(folder, { recursive: true })
    mkdirSync(join(folder, '..', '.copy.incoming', 'conversations'), { recursive: true })
    writeFileSync(join(folder, '..', '.copy.incoming', 'conversations', 'a1.json'), 'half')
    expect(await performStep(backup, context)).toMatchObject({ outcome: 'applied' })
    expect(readdirSync(join(folder, '..'))).toEqual(['copy'])
    expect((await readBackup(folder)).files).toHaveLength(4)
  })

  it.each([
    [
      'a file of the data was changed',
      `versions/${version}/personal_data/summary.txt`,
      'Eve.',
      'not what current.json',
    ],
    ['the list of the data is none', 'current.json', 'not JSON', 'does not say which version is current'],
  ])('is none when %s', async (_what, key, body, reason) => {
    const { folder, context } = await standing()
    await put(context, dataBucket, key, body)
    const { problem } = await performStep(backup, context)
    expect(problem).toMatchObject({ code: 'BACKUP_INCOMPLETE', message: expect.stringContaining(reason) })
    expect(existsSync(folder)).toBe(false)
  })

  it('is none where this computer refuses to write it', async () => {
    const { folder } = await standing()
    const context = contextWith({ backup: join(folder, 'n'.repeat(300)) })
    expect((await performStep(backup, context)).problem).toMatchObject({ code: 'BACKUP_INCOMPLETE', exitCode: 1 })
  })

  it('is not made when nobody wants one', async () => {
    const context = contextWith()
    await fillEnvironment(context)
    expect(await performStep(backup, context)).toMatchObject({ outcome: 'satisfied', detail: 'none wanted' })
  })

  it('keeps a conversation of a strange name under a harmless one', async () => {
    const { folder, context } = await standing()
    await put(context, memoryBucket, '../../outside', 'out')
    expect(await performStep(backup, context)).toMatchObject({ outcome: 'applied' })
    const { files: kept } = await readBackup(folder)
    expect(kept.find(({ key }) => key === '../../outside')?.path).toMatch(/^others\/[0-9a-f]{32}$/)
  })
})

const at = '2026-11-23T10:00:00.000Z'
const places = { domain: 'd', distributionId: 'E', frontendBucket: 'f', dataBucket: 'd', memoryBucket: 'm' }

/** What a deployment leaves that went through. */
const whole: WholeRecord = {
  ...{ state: 'whole', at, plannedAt: at, inputs: {}, etags: { state: 's', data: 'd' }, places },
  health: { status: 'ok', environment: 'dev', version: '1' },
}

describe('restoring it', () => {
  it('checks the data, and puts back the conversations that are not there', async () => {
    const { folder, context } = await standing()
    await performStep(backup, context)
    const fresh = contextWith()
    await makeBucket(fresh, stateBucketName(account))
    await writeRecord(fresh, whole)
    expect(await performStep(openedBackup(folder), fresh)).toMatchObject({ outcome: 'satisfied' })
    expect(fresh.found.remoteData?.data?.version).toBe(version)

    const s3 = await fresh.aws().s3()
    const scope = { s3, bucket: memoryBucket, account }
    await put(fresh, memoryBucket, 'conversations/a1.json', 'said since')
    await s3.send(new DeleteObjectCommand({ Bucket: memoryBucket, Key: 'conversations/b2.json' }))
    expect(await performStep(restoreConversations(folder), fresh)).toMatchObject({
      outcome: 'applied',
      detail: 'all there',
    })
    expect((await listObjects(scope))?.map(({ key }) => key)).toEqual([
      'conversations/a1.json',
      'conversations/b2.json',
    ])
    expect(Buffer.from((await readObject(scope, 'conversations/a1.json')) ?? []).toString()).toBe('said since')
    expect(Buffer.from((await readObject(scope, 'conversations/b2.json')) ?? []).toString()).toContain('b2')
  })

  it('waits with the conversations until something is deployed', async () => {
    const { folder, context } = await standing()
    await performStep(backup, context)
    const elsewhere = contextWith({ environment: 'test' })
    await performStep(openedBackup(folder), elsewhere)
    expect(await performStep(restoreConversations(folder), elsewhere)).toMatchObject({
      outcome: 'satisfied',
      detail: 'test is not deployed yet',
    })
    // Interrupted: what is half made is made anew, which takes an empty bucket.
    await makeBucket(elsewhere, memoryBucketName({ ...target, environment: 'test' }))
    await makeBucket(elsewhere, stateBucketName(account))
    await writeRecord(elsewhere, { state: 'changing', at: whole.at })
    expect(await performStep(restoreConversations(folder), elsewhere)).toMatchObject({ outcome: 'satisfied' })
    await writeRecord(elsewhere, whole)
    expect(await performStep(restoreConversations(folder), elsewhere)).toMatchObject({ outcome: 'applied' })
  })

  it.each([
    ['changed', (path: string) => writeFileSync(path, 'Eve keeps bees.'), 'is not what it was'],
    ['missing', (path: string) => rmSync(path), 'cannot be read (ENOENT)'],
  ])('believes no backup with a file that is %s', async (_how, damage, reason) => {
    const { folder, context } = await standing()
    await performStep(backup, context)
    damage(join(folder, 'data', 'personal_data', 'summary.txt'))
    const { problem } = await performStep(openedBackup(folder), contextWith())
    expect(problem).toMatchObject({ code: 'BACKUP_DAMAGED', message: expect.stringContaining(reason) })
  })

  it.each([
    ['{', 'BACKUP_DAMAGED'],
    ['{"format": 1}', 'BACKUP_DAMAGED'],
    ['{"format": 2}', 'BACKUP_TOO_NEW'],
  ])('believes no manifest that reads %s', async (text, code) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'backup.json'), text)
    expect((await performStep(openedBackup(folder), contextWith())).problem).toMatchObject({ code })
  })

  it('follows no path that leads out of the folder', async () => {
    const { folder, context } = await standing()
    await performStep(backup, context)
    const manifest = join(folder, 'backup.json')
    const text = readFileSync(manifest, 'utf8').replace('data/personal_data/summary.txt', 'data/../../etc/passwd')
    chmodSync(manifest, 0o600)
    writeFileSync(manifest, text)
    expect((await performStep(openedBackup(folder), contextWith())).problem).toMatchObject({ code: 'BACKUP_DAMAGED' })
  })

  it('says which folder it would need', async () => {
    const { problem } = await performStep(openedBackup(temporaryFolder()), contextWith())
    expect(problem).toMatchObject({ code: 'BACKUP_MISSING', exitCode: 1 })
  })
})
