import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockTableName, stateBucketName } from '../../source/names.ts'
import { lockNotice } from '../../source/plans/lock-notice.ts'
import { createLockTable } from '../../source/services/aws/lock-table.ts'
import { readStateLock } from '../../source/services/aws/state-lock.ts'
import { lockfileKey, lockRowId } from '../../source/services/aws/state-place.ts'
import { whoHere } from '../../source/services/terraform/lock-holder.ts'
import { agoInWords } from '../../source/steps/lock-words.ts'
import { releaseLock } from '../../source/steps/release-lock.ts'
import { stateClientsOf, stateLock, statePlaceOf } from '../../source/steps/state-lock.ts'
import { awsAt } from '../support/aws-at.ts'
import { account, fakeContext, someone } from '../support/fake-context.ts'
import { startFalseTerraform } from '../support/false-terraform.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { performStep } from '../support/run-step.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let moto: Moto
beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => moto.stop())
afterEach(() => vi.unstubAllEnvs())

let context: ReturnType<typeof fakeContext>
const bucket = stateBucketName(account)
const clients = () => stateClientsOf(context)
const read = async () => readStateLock(await clients(), statePlaceOf(context))

beforeEach(async () => {
  await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' })
  context = fakeContext({
    aws: awsAt(moto.endpoint),
    found: { identity: someone },
    // A name of its own: another test's Terraform on the usual one would count as the holder.
    flags: { region: 'eu-central-1', environment: 'dev', projectName: 'locked-steps' },
    options: { sameAccount: ' --profile mine' },
    root: temporaryFolder(),
  })
  const { s3, dynamodb } = await clients()
  await s3.send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
  )
  await createLockTable(dynamodb, lockTableName, context.signal)
})

/** Both halves, as Terraform writes them. */
async function lockBy(who: string, id = 'lock-1'): Promise<void> {
  const { s3, dynamodb } = await clients()
  const place = statePlaceOf(context)
  const created = '2026-08-04T12:00:00Z'
  const info = { ID: id, Operation: 'OperationTypeApply', Who: who, Version: '1.11.4', Created: created }
  const Body = JSON.stringify(info)
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: lockfileKey(place), Body }))
  const Item = { LockID: { S: lockRowId(place) }, Info: { S: Body } }
  await dynamodb.send(new PutItemCommand({ TableName: lockTableName, Item }))
}

describe('the state lock step', () => {
  it('finds a free lock, and nothing is noted', async () => {
    expect(await performStep(stateLock, context)).toMatchObject({
      outcome: 'satisfied',
      detail: 'nobody holds it',
    })
    expect(context.found.stateLock).toBeUndefined()
  })

  it('finds one that nobody alive holds, and says whose it is', async () => {
    await lockBy(whoHere())
    expect(await performStep(stateLock, context)).toMatchObject({
      outcome: 'satisfied',
      detail: expect.stringContaining(`${whoHere()} since 2026-08-04 12:00 UTC`),
    })
    expect(context.found.stateLock).toMatchObject({ lock: { id: 'lock-1' }, holder: { state: 'dead' } })
  })

  it('of somebody elsewhere says nothing of their life', async () => {
    await lockBy('ana@laptop')
    expect(await performStep(stateLock, context)).toMatchObject({ outcome: 'satisfied' })
    expect(context.found.stateLock).toMatchObject({ holder: { state: 'unknown' } })
  })

  it.each([
    ['terraform', /process (\d+).*It was not released/, (pid: number) => `kill -INT ${pid}   #`],
    ['terraform-provider-aws', /a provider.*still at work: process (\d+)/, (pid: number) => `kill ${pid}   #`],
  ])('stops where %s is at work, with exit code 4', async (name, says, command) => {
    await lockBy(whoHere())
    const pid = await startFalseTerraform(context.paths().terraform, name)
    const { problem } = await performStep(stateLock, context)
    expect(problem).toMatchObject({ code: 'LOCK_HOLDER_ALIVE', exitCode: 4, message: expect.stringMatching(says) })
    const { message, nextSteps } = problem as { message: string; nextSteps: string[] }
    expect(says.exec(message)?.[1]).toBe(String(pid))
    expect(nextSteps.some((step) => step.startsWith(command(pid)))).toBe(true)
    expect(await read()).toBeDefined()
  })
})

describe('the release step', () => {
  const seen = async (who = whoHere()) => {
    await lockBy(who)
    await performStep(stateLock, context)
  }

  it('removes the lock that was shown, and only once', async () => {
    await seen()
    expect(await performStep(releaseLock, context)).toMatchObject({ outcome: 'applied', detail: 'released' })
    expect(await read()).toBeUndefined()
    expect(await performStep(releaseLock, context)).toMatchObject({ outcome: 'satisfied', detail: 'released' })
  })

  it('in a dry run says what it would remove, and removes nothing', async () => {
    await seen('ana@laptop')
    expect(await performStep(releaseLock, context, 'dry-run')).toMatchObject({
      outcome: 'planned',
      plan: ['Release the lock lock-1 of ana@laptop.'],
    })
    expect(await read()).toBeDefined()
  })

  it('leaves the lock of a run that came since', async () => {
    await seen()
    await lockBy('bo@desk', 'lock-2')
    expect(await performStep(releaseLock, context)).toMatchObject({
      outcome: 'satisfied',
      detail: expect.stringContaining('bo@desk'),
    })
    expect(await read()).toMatchObject({ id: 'lock-2', heldBy: ['lockfile', 'table'] })
  })

  it('stops when its run shows itself after all', async () => {
    await seen()
    await startFalseTerraform(context.paths().terraform)
    expect((await performStep(releaseLock, context)).problem).toMatchObject({ code: 'LOCK_HOLDER_ALIVE' })
    expect(await read()).toBeDefined()
  })
})

describe('what a person reads before they type the name', () => {
  const now = new Date('2026-08-06T13:30:00Z')
  const lock = {
    id: 'lock-1',
    who: 'ana@laptop',
    operation: 'apply',
    version: '1.11.4',
    since: new Date('2026-08-04T12:00:00Z'),
    heldBy: ['lockfile', 'table'],
    halves: {},
  } as const

  it('says who, what, since when, where, and whether they live', () => {
    const { title, lines } = lockNotice('dev', { lock, holder: { state: 'dead' } }, now)
    expect(title).toBe('The state of dev is locked')
    const text = lines.join('\n')
    for (const part of ['ana@laptop', 'apply', '1.11.4', '2026-08-04 12:00 UTC (2 days ago)', 'lock-1', 'is dead'])
      expect(text).toContain(part)
  })

  it('says of half a lock that it is one, and whom to ask in doubt', () => {
    const half = { ...lock, heldBy: ['table'] } as const
    const { lines } = lockNotice('dev', { lock: half, holder: { state: 'unknown', why: 'Because.' } }, now)
    expect(lines.join('\n')).toMatch(/Half a lock: only in the lock table[\s\S]*Because\. Ask ana@laptop first/)
  })

  it('has words for a lock that cannot be read', () => {
    const bare = { id: '', who: '', operation: '', version: '', heldBy: ['lockfile'], halves: {} } as const
    const text = lockNotice('dev', { lock: bare, holder: { state: 'unknown', why: 'It says nothing.' } }, now)
    expect(text.lines.slice(0, 3)).toEqual([
      '- By somebody unknown',
      '- Since an unknown time',
      '- Lock ID: cannot be read',
    ])
  })

  it.each([
    [0, 'less than a minute ago'],
    [-5_000, 'less than a minute ago'],
    [60_000, '1 minute ago'],
    [59 * 60_000, '59 minutes ago'],
    [3_600_000, '1 hour ago'],
    [47 * 3_600_000, '1 day ago'],
  ])('tells %i milliseconds as “%s”', (elapsed, words) => {
    expect(agoInWords(new Date(now.getTime() - elapsed), now)).toBe(words)
  })
})
