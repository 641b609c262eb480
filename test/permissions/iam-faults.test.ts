import { AddUserToGroupCommand, CreateGroupCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { plainShape } from '../../source/permissions/shape.ts'
import type { ActionVerdict } from '../../source/permissions/verdicts.ts'
import { readRequests, setFaults } from '../../source/rehearsal/control-client.ts'
import type { FaultRule } from '../../source/rehearsal/gateway/faults.ts'
import { readPermissions } from '../../source/services/aws/permissions.ts'
import { openTestAccount, type TestAccount } from '../rehearsal/support/open-account.ts'
import { createAnn, createCiRole } from './iam-account.ts'
import { names } from './policies.ts'

const account = 'arn:aws:iam::123456789012'
const ann = `${account}:user/team/ann`
const ci = 'arn:aws:sts::123456789012:assumed-role/ci/run-1'
const blindSimulator: FaultRule = {
  action: 'iam:SimulatePrincipalPolicy',
  status: 403,
  code: 'AccessDenied',
  message: 'no',
}

let rehearsal: TestAccount
let iam: IAMClient
beforeAll(async () => {
  rehearsal = await openTestAccount()
  iam = new IAMClient(rehearsal.clientOf('root'))
  await createAnn(iam)
  await createCiRole(iam)
  await iam.send(new CreateUserCommand({ UserName: 'newcomer' }))
  await iam.send(new CreateGroupCommand({ GroupName: 'empty' }))
  await iam.send(new AddUserToGroupCommand({ UserName: 'newcomer', GroupName: 'empty' }))
}, 60_000)
afterEach(() => setFaults(rehearsal.record, []))
afterAll(async () => {
  iam?.destroy()
  await rehearsal?.close()
})

async function read(arn: string, ...rules: readonly FaultRule[]) {
  await setFaults(rehearsal.record, [...rules, blindSimulator])
  const { verdicts } = await readPermissions(iam, {
    arn,
    target: names,
    shape: plainShape,
    roleName: 'digital-twin-dev-api',
  })
  return new Map(verdicts.map((verdict) => [`${verdict.action} ${verdict.for}`, verdict]))
}

/** The questions that are put about somebody, once each. */
async function questionsAbout(arn: string): Promise<readonly string[]> {
  const before = (await readRequests(rehearsal.record)).length
  await read(arn)
  const asked = (await readRequests(rehearsal.record)).slice(before).map(({ action }) => action)
  return [...new Set(asked)].filter((action) => action !== blindSimulator.action)
}

const count = (verdicts: ReadonlyMap<string, ActionVerdict>, wanted: ActionVerdict['verdict']) =>
  [...verdicts.values()].filter(({ verdict }) => verdict === wanted).length

/** With a fault nothing may look better than without, but what IAM answered before our eyes. */
function expectNothingGained(found: ReadonlyMap<string, ActionVerdict>, whole: ReadonlyMap<string, ActionVerdict>) {
  const gained = [...found].filter(
    ([id, { verdict, evidence }]) =>
      verdict === 'allowed' && whole.get(id)?.verdict !== 'allowed' && !evidence.includes('answered when looking'),
  )
  expect(gained).toEqual([])
}

/** What IAM may say to any question. */
const faults: readonly FaultRule[] = [
  { status: 403, code: 'AccessDenied', message: 'not you' },
  { status: 400, code: 'Throttling', message: 'Rate exceeded' },
  { status: 404, code: 'NoSuchEntity', message: 'gone' },
  { status: 500, code: 'ServiceFailure', message: 'oh' },
]

/** And more rarely. */
const otherFaults: readonly FaultRule[] = [
  { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
  { status: 429, code: 'TooManyRequestsException', message: 'slow down' },
  { status: 400, code: 'RequestLimitExceeded', message: 'slow down' },
  { status: 400, code: 'ValidationError', message: 'what?' },
  { status: 503, code: 'ServiceUnavailable', message: 'later' },
  { status: 500, code: 'Something\u001b[2J else', message: 'oh' },
]

const subjects = [
  ['a user', ann, 'iam:ListGroupsForUser', 11],
  ['a role', ci, 'iam:GetRolePolicy', 7],
] as const

describe.each(subjects)('%s', { timeout: 120_000 }, (_, arn, someQuestion, questions) => {
  test('gets a verdict on everything, and none that is better, whatever single question fails', async () => {
    const whole = await read(arn)
    const actions = await questionsAbout(arn)
    expect(actions.length).toBeGreaterThanOrEqual(questions)
    for (const action of actions) {
      for (const fault of faults) {
        const found = await read(arn, { ...fault, action })
        expectNothingGained(found, whole)
        expect([...found.keys()]).toEqual([...whole.keys()])
      }
    }
  })

  test.each(otherFaults)('is in doubt after $status $code, and says so', async (fault) => {
    const found = await read(arn, { ...fault, action: someQuestion })
    const because = [...found.values()].filter(({ verdict }) => verdict === 'unknown').map((doubt) => doubt.because)
    expect(because.join('\n')).toContain(`IAM could not answer ${someQuestion} (${fault.code?.slice(0, 9)}`)
    expect(because.join('')).not.toMatch(/[^ -~…]/)
  })

  test('is in doubt while one document of several cannot be had', async () => {
    const whole = await read(arn)
    const gone = { action: 'iam:GetPolicyVersion', status: 404, code: 'NoSuchEntity', message: 'gone', times: 1 }
    for (const after of [0, 1]) {
      const found = await read(arn, { ...gone, after })
      expectNothingGained(found, whole)
      expect(count(found, 'unknown')).toBeGreaterThan(0)
    }
  })
})

test('a user without policies in a group without policies may do nothing, for certain', async () => {
  const found = await read(`${account}:user/newcomer`)
  expect(count(found, 'unknown')).toBe(0)
  const allowed = [...found.values()].filter(({ verdict }) => verdict === 'allowed')
  expect(new Set(allowed.flatMap(({ evidence }) => evidence))).toEqual(new Set(['answered when looking', 'documents']))
  expect(allowed.filter(({ evidence }) => evidence.includes('documents')).map(({ action }) => action)).toEqual([
    'sts:GetCallerIdentity',
  ])
})

test('a user who is deleted while it is asked about is in doubt', async () => {
  const gone = { status: 404, code: 'NoSuchEntity', message: 'The user with name ann cannot be found.' }
  for (const after of [0, 1, 2, 3, 4]) {
    const found = await read(ann, { ...gone, service: 'iam', after })
    const firm = [...found.values()].filter(
      ({ verdict, evidence }) => verdict === 'allowed' && evidence.includes('documents'),
    )
    expect(firm.map(({ action }) => action)).toEqual(['sts:GetCallerIdentity'])
  }
})

test('expired credentials are an error and no verdict', async () => {
  const expired = {
    status: 403,
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  }
  await expect(read(ann, { ...expired, action: 'iam:ListGroupsForUser' })).rejects.toThrow('expired')
})
