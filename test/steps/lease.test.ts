import { spawn } from 'node:child_process'
import { hostname } from 'node:os'
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { runSteps } from '../../source/engine/run-steps.ts'
import { lockTableName, stateBucketName } from '../../source/names.ts'
import { type Lease, readLease, removeLease, renewLease, takeLease } from '../../source/services/aws/lease.ts'
import { createLockTable } from '../../source/services/aws/lock-table.ts'
import { readStateLock } from '../../source/services/aws/state-lock.ts'
import { lockfileKey, lockRowId } from '../../source/services/aws/state-place.ts'
import { judgeLease, longestSilence } from '../../source/services/lease-liveness.ts'
import { whoHere } from '../../source/services/terraform/lock-holder.ts'
import { thisMachine } from '../../source/services/this-machine.ts'
import { leaseFor, leaseTableOf } from '../../source/steps/lease.ts'
import { keepAlive } from '../../source/steps/lease-heartbeat.ts'
import { stateClientsOf, statePlaceOf } from '../../source/steps/state-lock.ts'
import { awsAt } from '../support/aws-at.ts'
import { account, fakeContext, someone } from '../support/fake-context.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { recordingHost } from '../support/recording-host.ts'
import { performStep } from '../support/run-step.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// Ten seconds between two beats are long for a test.
vi.mock('../../source/services/lease-liveness.ts', async (original) => ({
  ...(await original<object>()),
  beatInterval: 20,
  observation: 500,
}))

let moto: Moto
beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => moto.stop())
afterEach(() => vi.unstubAllEnvs())

const lease = leaseFor('deploy')
const newContext = () =>
  fakeContext({
    aws: awsAt(moto.endpoint),
    found: { identity: someone },
    flags: { region: 'eu-central-1', environment: 'dev', projectName: 'leased-steps' },
    root: temporaryFolder(),
  })
let context: ReturnType<typeof newContext>

beforeEach(async () => {
  await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' })
  context = newContext()
  const { s3, dynamodb } = await stateClientsOf(context)
  const Bucket = stateBucketName(account)
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }))
  await createLockTable(dynamodb, lockTableName, context.signal)
})
afterEach(() => endOf(context))

const endOf = async ({ endings }: typeof context, isWell = true) => {
  for (const end of endings.splice(0)) await end({ isWell, signal: AbortSignal.timeout(10_000) })
}
const read = async () => readLease(await leaseTableOf(context))

/** The number of a process that has ended. */
const endedProcess = () =>
  new Promise<number>((resolve) => {
    const child = spawn(process.execPath, ['-e', ''])
    child.once('exit', () => resolve(child.pid ?? 0))
  })

const holder = (more: Partial<Lease> = {}) => ({
  who: 'eva@elsewhere',
  operation: 'deploy',
  since: new Date('2026-11-23T10:00:00Z'),
  pid: 4711,
  machine: 'elsewhere',
  ...more,
})

/** A lease as somebody else took it, with a last sign of life so many milliseconds ago. */
async function leaseOf(more: Partial<Lease>, ago: number): Promise<void> {
  const table = await leaseTableOf(context)
  vi.setSystemTime(Date.now() - ago)
  await takeLease(table, holder(more))
  vi.useRealTimers()
}

describe('a run', () => {
  it('takes the lease, shows that it lives, and gives it back', async () => {
    const { outcome, detail } = await performStep(lease, context)
    expect({ outcome, detail }).toEqual({ outcome: 'applied', detail: 'held by this run' })
    const taken = await read()
    expect(taken).toMatchObject({ who: whoHere(), operation: 'deploy', pid: process.pid, machine: thisMachine() })
    await vi.waitFor(async () => expect((await read())?.beat).not.toBe(taken?.beat), 5_000)
    await endOf(context)
    expect(await read()).toBeUndefined()
  })

  it('does nothing while another lives, and says who that is', async () => {
    await leaseOf({}, 0)
    expect((await performStep(lease, context)).problem).toMatchObject({
      code: 'DEPLOY_LOCKED',
      exitCode: 4,
      message: expect.stringContaining(
        'eva@elsewhere is at work on this environment (deploy) since 2026-11-23 10:00 UTC',
      ),
      details: { who: 'eva@elsewhere', operation: 'deploy', since: '2026-11-23T10:00:00.000Z' },
    })
    expect((await read())?.who).toBe('eva@elsewhere')
  })

  it('needs no lease for a dry run, and is told of another all the same', async () => {
    const dry = { ...context, options: { ...context.options, dryRun: true } }
    expect((await performStep(lease, dry)).outcome).toBe('satisfied')
    expect(await read()).toBeUndefined()
    await leaseOf({}, 0)
    expect((await performStep(lease, dry)).problem).toMatchObject({ code: 'DEPLOY_LOCKED' })
  })

  it('takes over at once from a process of this computer that has ended, with the lock that its Terraform left', async () => {
    const since = new Date()
    await leaseOf({ machine: thisMachine(), who: whoHere(), pid: await endedProcess(), since }, 0)
    const place = statePlaceOf(context)
    const clients = await stateClientsOf(context)
    const Info = JSON.stringify({ ID: 'lock-1', Operation: 'OperationTypeApply', Who: whoHere(), Created: new Date() })
    const Bucket = stateBucketName(account)
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: lockfileKey(place), Body: Info }))
    const Item = { LockID: { S: lockRowId(place) }, Info: { S: Info } }
    await clients.dynamodb.send(new PutItemCommand({ TableName: lockTableName, Item }))

    const { outcome, host } = await performStep(lease, context)
    expect(outcome).toBe('applied')
    expect(JSON.stringify(host.events)).toContain('Going on in the place of the run of')
    expect(JSON.stringify(host.events)).toContain('Released the state lock that its Terraform (apply) had left.')
    expect(await readStateLock(clients, place)).toBeUndefined()
    expect((await read())?.pid).toBe(process.pid)
  })

  it('leaves a state lock alone that is older than the dead run, or somebody else’s', async () => {
    const place = statePlaceOf(context)
    const clients = await stateClientsOf(context)
    for (const [who, created] of [
      [whoHere(), '2026-01-01T00:00:00Z'],
      ['eva@elsewhere', new Date().toISOString()],
    ]) {
      await leaseOf({ machine: thisMachine(), pid: await endedProcess(), since: new Date() }, 0)
      const Item = {
        LockID: { S: lockRowId(place) },
        Info: { S: JSON.stringify({ ID: 'lock-2', Who: who, Created: created }) },
      }
      await clients.dynamodb.send(new PutItemCommand({ TableName: lockTableName, Item }))
      await performStep(lease, context)
      await endOf(context, false)
      expect(await readStateLock(clients, place), who).toMatchObject({ id: 'lock-2' })
      delete context.found.lease
    }
  })

  it('takes over from another computer only when that stays silent while it is watched', async () => {
    await leaseOf({}, longestSilence + 1_000)
    expect((await performStep(lease, context)).outcome).toBe('applied')
    await endOf(context)

    const second = newContext()
    const table = await leaseTableOf(context)
    await leaseOf({}, longestSilence + 1_000)
    const seen = await read()
    // A clock that is behind looks like silence; the next sign of life tells.
    const host = {
      ...recordingHost(),
      notify: ({ type }: { readonly type: string }) => {
        if (type === 'step-progress') void renewLease(table, seen as Lease)
      },
    }
    const options = { mode: 'apply', host, signal: second.signal } as const
    await expect(runSteps([lease], second, options)).rejects.toMatchObject({ code: 'DEPLOY_LOCKED' })
  })

  it('that slept, and was taken over, is stopped and says so', async () => {
    const table = await leaseTableOf(context)
    const result = await takeLease(table, holder())
    if (!('taken' in result)) throw new Error('It was not taken.')
    const stop = keepAlive(table, result.taken, context)
    // A sign of life between the look and the taking refuses it; once taken, there are no more.
    await vi.waitFor(async () =>
      expect(await takeLease(table, holder({ who: 'kim@third' }), (await read()) as Lease)).toHaveProperty('taken'),
    )
    await vi.waitFor(() => expect(context.stops[0]).toMatchObject({ code: 'DEPLOY_LOCK_LOST', exitCode: 4 }), 5_000)
    stop()
    expect((await read())?.who).toBe('kim@third')
  })
})

it('of twenty at once one gets the lease, and the others learn who', async () => {
  const table = await leaseTableOf(context)
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, index) => takeLease(table, holder({ who: `run-${index}@here` }))),
  )
  const taken = tries.flatMap((each) => ('taken' in each ? [each.taken] : []))
  const heldBy = tries.flatMap((each) => ('taken' in each ? [] : [each.heldBy?.who]))
  expect(taken).toHaveLength(1)
  expect(new Set(heldBy)).toEqual(new Set([taken[0]?.who]))
})

it('a request that was carried out, and repeated since its answer was lost, takes the lease', async () => {
  const table = await leaseTableOf(context)
  const send = async (command: PutItemCommand) => {
    await table.dynamodb.send(command)
    return table.dynamodb.send(command)
  }
  const result = await takeLease({ ...table, dynamodb: { ...table.dynamodb, send } as never }, holder())
  expect(result).toMatchObject({ taken: { who: 'eva@elsewhere' } })
})

it('a lease that somebody else holds by now is neither renewed nor removed', async () => {
  const table = await leaseTableOf(context)
  const mine = await takeLease(table, holder())
  if (!('taken' in mine)) throw new Error('It was not taken.')
  await removeLease(table, mine.taken)
  await takeLease(table, holder({ who: 'kim@third' }))
  expect(await renewLease(table, mine.taken)).toBe(false)
  await removeLease(table, mine.taken)
  expect((await read())?.who).toBe('kim@third')
})

it.each([
  ['of a process that lives here', { machine: thisMachine(), pid: process.pid }, 0, 'alive'],
  ['of a process that lives here, but slept', { machine: thisMachine(), pid: process.pid }, longestSilence, 'silent'],
  ['of another computer of this name', { machine: hostname(), pid: 999_999_999 }, 0, 'alive'],
  ['of this computer, and the process is gone', { machine: thisMachine(), pid: 999_999_999 }, 0, 'dead'],
  ['that cannot be read', { machine: thisMachine(), pid: 0 }, Number.NaN, 'silent'],
])('a lease %s', (_, more, ago, expected) => {
  const now = new Date()
  const beat = Number.isNaN(ago) ? '' : new Date(now.getTime() - ago).toISOString()
  expect(judgeLease({ ...holder(more), id: 'x', beat }, now)).toBe(expected)
})
