import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRequests } from '../../source/rehearsal/control-client.ts'
import { ageInDays, readAccessKeys } from '../../source/services/aws/access-keys.ts'
import { readClock } from '../../source/services/aws/clock.ts'
import { parsePrincipal } from '../../source/services/aws/principal.ts'
import { openTestAccount, type TestAccount } from '../rehearsal/support/open-account.ts'
import { allowing } from './iam-account.ts'

const ann = parsePrincipal('arn:aws:iam::123456789012:user/team/ann')
let account: TestAccount
let admin: IAMClient
const made: { accessKeyId: string; secretAccessKey: string }[] = []

beforeAll(async () => {
  account = await openTestAccount()
  admin = new IAMClient(account.clientOf('admin'))
  await admin.send(new CreateUserCommand({ UserName: 'ann', Path: '/team/' }))
  const policy = { UserName: 'ann', PolicyName: 'Own', PolicyDocument: allowing('iam:ListAccessKeys') }
  await admin.send(new PutUserPolicyCommand(policy))
  for (let count = 0; count < 2; count += 1) {
    const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
    made.push({ accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' })
  }
  const AccessKeyId = made[1]?.accessKeyId ?? ''
  await admin.send(new UpdateAccessKeyCommand({ UserName: 'ann', AccessKeyId, Status: 'Inactive' }))
}, 60_000)
afterAll(() => account.close())

const endingOf = (index: number) => made[index]?.accessKeyId.slice(-4)

test('a user sees which keys there are, which is off and which one is in use', async () => {
  const [first] = made
  if (first === undefined) throw new Error('no key was made')
  const before = (await readRequests(account.record)).length
  const reading = await readAccessKeys(new IAMClient({ ...account.clientOf('admin'), credentials: first }), ann)
  expect(reading).toEqual({
    state: 'known',
    keys: [
      { ending: endingOf(0), created: expect.any(Date), isActive: true, isInUse: true },
      { ending: endingOf(1), created: expect.any(Date), isActive: false, isInUse: false },
    ],
  })
  expect(JSON.stringify(reading)).not.toContain(first.accessKeyId)
  const asked = (await readRequests(account.record)).slice(before)
  expect(asked.map(({ action, write }) => ({ action, write }))).toEqual([
    { action: 'iam:ListAccessKeys', write: false },
  ])
})

test('who may not look does not know', async () => {
  const power = new IAMClient(account.clientOf('power-user'))
  const principal = parsePrincipal('arn:aws:iam::123456789012:user/power-user')
  expect(await readAccessKeys(power, principal)).toEqual({
    state: 'unknown',
    because: 'iam:ListAccessKeys was refused',
  })
})

test('a session has none, and is not asked about', async () => {
  const before = (await readRequests(account.record)).length
  const session = parsePrincipal('arn:aws:sts::123456789012:assumed-role/ci/run-1')
  expect(await readAccessKeys(admin, session)).toEqual({ state: 'none' })
  expect((await readRequests(account.record)).length).toBe(before)
})

test.each([
  ['2026-03-01T12:00:00Z', 0],
  ['2026-02-28T11:59:59Z', 1],
  ['2025-11-30T00:00:00Z', 91],
  ['2026-03-02T00:00:00Z', 0],
])('a key made at %s is %i days old', (created, days) => {
  const key = { ending: 'ABCD', created: new Date(created), isActive: true, isInUse: true }
  expect(ageInDays(key, new Date('2026-03-01T12:00:00Z'))).toBe(days)
})

test('the account tells the time', async () => {
  const reading = await readClock(new STSClient(account.clientOf('admin')))
  expect(Math.abs(reading?.aheadMs ?? Number.NaN)).toBeLessThanOrEqual(reading?.uncertaintyMs ?? 0)
})
