import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PolicyDocument } from '../../source/permissions/policy.ts'
import { attachPolicies } from '../../source/services/aws/attach-policy.ts'
import { type AttachmentWish, inspectAttachment } from '../../source/services/aws/attachment.ts'
import { listAttached } from '../../source/services/aws/principal-listings.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { allowing, makeClient } from './iam-account.ts'

let moto: Moto
let iam: IAMClient
/** Every write that reached IAM since the last look. */
let writes: string[] = []
beforeAll(async () => {
  moto = await startMoto()
  iam = makeClient(moto.endpoint)
  iam.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        if (!/^(Get|List)/.test(commandName)) writes.push(commandName.replace('Command', ''))
        return next(args)
      },
    { step: 'initialize' },
  )
}, 60_000)
afterAll(() => moto.stop())

const arnOf = (name: string) => `arn:aws:iam::123456789012:policy/${name}`
const documentOf = (...actions: readonly string[]): PolicyDocument => JSON.parse(allowing(...actions))
const wishFor = (name: string, stem: string, ...documents: readonly PolicyDocument[]): AttachmentWish => ({
  recipient: { kind: 'user', name },
  stem,
  policies: documents.map((document, index) => {
    const policy = index === 0 ? stem : `${stem}-${index + 1}`
    return { name: policy, arn: arnOf(policy), document }
  }),
})
const newUser = async (UserName: string) => {
  await iam.send(new CreateUserCommand({ UserName, Path: '/team/' }))
  return UserName
}
/** What a run of the whole does: looks, writes what is missing. @returns the writes. */
async function bringAbout(wish: AttachmentWish, client = iam): Promise<readonly string[]> {
  writes = []
  await attachPolicies(client, wish, await inspectAttachment(client, wish))
  return writes
}
const attachedTo = async (name: string) =>
  (await listAttached(iam, { kind: 'User', name, arn: '' })).map(({ PolicyName }) => PolicyName)
const inForce = async (name: string) => {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arnOf(name) }))
  const version = { PolicyArn: arnOf(name), VersionId: Policy?.DefaultVersionId }
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(version))
  return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))
}

describe('attaching a policy', () => {
  test('makes it and attaches it, and then has nothing to do', async () => {
    const wish = wishFor(await newUser('ann'), 'a-deploy', documentOf('s3:*'))
    expect((await inspectAttachment(iam, wish)).policies).toMatchObject([{ state: 'missing', isAttached: false }])
    expect(await bringAbout(wish)).toEqual(['CreatePolicy', 'AttachUserPolicy'])
    expect(await attachedTo('ann')).toEqual(['a-deploy'])
    expect(await inspectAttachment(iam, wish)).toMatchObject({
      policies: [{ state: 'same', isAttached: true, holders: 1 }],
      surplus: [],
    })
    expect(await bringAbout(wish)).toEqual([])
  })

  test('does not mind in which order somebody wrote the same', async () => {
    const name = await newUser('order')
    const turned = { Statement: [{ Resource: '*', Action: ['s3:*'], Effect: 'Allow' }], Version: '2012-10-17' }
    await iam.send(new CreatePolicyCommand({ PolicyName: 'o-deploy', PolicyDocument: JSON.stringify(turned, null, 4) }))
    expect(await bringAbout(wishFor(name, 'o-deploy', documentOf('s3:*')))).toEqual(['AttachUserPolicy'])
  })

  test('changes what says something else, and tells how many others have it', async () => {
    const name = await newUser('bea')
    await bringAbout(wishFor(name, 'b-deploy', documentOf('s3:*')))
    const other = await newUser('other')
    await iam.send(new AttachUserPolicyCommand({ UserName: other, PolicyArn: arnOf('b-deploy') }))
    const wish = wishFor(name, 'b-deploy', documentOf('lambda:*'))
    expect((await inspectAttachment(iam, wish)).policies).toMatchObject([
      { state: 'other', isAttached: true, holders: 2 },
    ])
    expect(await bringAbout(wish)).toEqual(['CreatePolicyVersion'])
    expect(await inForce('b-deploy')).toEqual(documentOf('lambda:*'))
  })

  test('of five versions gives up the oldest that is not in force', async () => {
    const name = await newUser('cid')
    await bringAbout(wishFor(name, 'c-deploy', documentOf('s3:V1')))
    const PolicyArn = arnOf('c-deploy')
    for (const action of ['s3:V2', 's3:V3', 's3:V4', 's3:V5']) {
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing(action) }))
    }
    // Somebody went back to the first one, so the second is the oldest that may go.
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
    expect(await bringAbout(wishFor(name, 'c-deploy', documentOf('s3:V6')))).toEqual([
      'DeletePolicyVersion',
      'CreatePolicyVersion',
    ])
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))
    expect(Versions.map(({ VersionId }) => VersionId).toSorted()).toEqual(['v1', 'v3', 'v4', 'v5', 'v6'])
    expect(await inForce('c-deploy')).toEqual(documentOf('s3:V6'))
  })

  test('makes all parts of a divided policy, keeps its name, and tells what an earlier division left', async () => {
    const name = await newUser('dora')
    await bringAbout(wishFor(name, 'd-deploy', documentOf('s3:*')))
    const three = wishFor(name, 'd-deploy', documentOf('s3:A'), documentOf('s3:B'), documentOf('s3:C'))
    expect(await bringAbout(three)).toEqual([
      'CreatePolicyVersion',
      'CreatePolicy',
      'AttachUserPolicy',
      'CreatePolicy',
      'AttachUserPolicy',
    ])
    expect((await attachedTo('dora')).toSorted()).toEqual(['d-deploy', 'd-deploy-2', 'd-deploy-3'])
    const two = wishFor(name, 'd-deploy', documentOf('s3:A'), documentOf('s3:B'))
    expect(await inspectAttachment(iam, two)).toMatchObject({ surplus: ['d-deploy-3'] })
  })

  test('attaches to a role as well', async () => {
    const role = { RoleName: 'ci', Path: '/build/', AssumeRolePolicyDocument: '{}' }
    await iam.send(new CreateRoleCommand(role))
    const wish = { ...wishFor('', 'r-deploy', documentOf('s3:*')), recipient: { kind: 'role', name: 'ci' } as const }
    expect(await bringAbout(wish)).toEqual(['CreatePolicy', 'AttachRolePolicy'])
    expect((await inspectAttachment(iam, wish)).policies).toMatchObject([{ isAttached: true }])
  })

  test('goes on where a lost answer left it: the policy is there though it was not seen', async () => {
    const wish = wishFor(await newUser('emil'), 'e-deploy', documentOf('s3:New'))
    const before = await inspectAttachment(iam, wish)
    await iam.send(new CreatePolicyCommand({ PolicyName: 'e-deploy', PolicyDocument: allowing('s3:Old') }))
    await attachPolicies(iam, wish, before)
    expect(await inForce('e-deploy')).toEqual(documentOf('s3:New'))
    expect(await attachedTo('emil')).toEqual(['e-deploy'])
  })

  test('of nobody says so, before anything is written', async () => {
    await expect(bringAbout(wishFor('nobody', 'n-deploy', documentOf('s3:*')))).rejects.toMatchObject({
      code: 'RECIPIENT_NOT_FOUND',
      message: 'There is no user called nobody in this account.',
    })
    expect(writes).toEqual([])
  })
})

describe('stopped midway', () => {
  const failing = (commandName: string, name: string, message: string, times = Number.POSITIVE_INFINITY) => {
    const client = makeClient(moto.endpoint)
    let left = times
    client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === commandName && left > 0) {
          left -= 1
          throw Object.assign(new Error(message), { name })
        }
        return next(args)
      },
      { step: 'initialize' },
    )
    return client
  }

  test('by a refusal, it says what was done, and a second run by somebody who may goes on from there', async () => {
    const wish = wishFor(await newUser('gil'), 'g-deploy', documentOf('s3:*'))
    const refusing = failing(
      'AttachUserPolicyCommand',
      'AccessDenied',
      'not authorized to perform: iam:AttachUserPolicy',
    )
    await expect(bringAbout(wish, refusing)).rejects.toMatchObject({
      code: 'ATTACHING_REFUSED',
      message: expect.stringMatching(/iam:AttachUserPolicy\. Done before: g-deploy was made\./),
      nextSteps: [expect.stringContaining('twin policy --attach --to user/gil --profile')],
    })
    expect(await bringAbout(wish)).toEqual(['AttachUserPolicy'])
  })

  test('by a refusal of the very first call, nothing was changed', async () => {
    const wish = wishFor(await newUser('hal'), 'h-deploy', documentOf('s3:*'))
    const refusing = failing('CreatePolicyCommand', 'AccessDenied', 'no')
    await expect(bringAbout(wish, refusing)).rejects.toMatchObject({
      message: expect.stringContaining('Nothing was changed.'),
    })
  })

  test('by the limit of attached policies, it says which limit', async () => {
    const wish = wishFor(await newUser('ida'), 'i-deploy', documentOf('s3:*'))
    const full = failing(
      'AttachUserPolicyCommand',
      'LimitExceededException',
      'Cannot exceed quota for PoliciesPerUser: 10',
    )
    await expect(bringAbout(wish, full)).rejects.toMatchObject({
      code: 'POLICY_LIMIT_REACHED',
      message: expect.stringContaining('10, unless the quota was raised'),
    })
  })

  // IAM's names are unique whatever their path (CreatePolicy, API reference); moto's are not.
  test('by a policy of that name below a path, which is left alone', async () => {
    const wish = wishFor(await newUser('fay'), 'f-deploy', documentOf('s3:*'))
    const taken = failing(
      'CreatePolicyCommand',
      'EntityAlreadyExistsException',
      'A policy called f-deploy already exists.',
    )
    await expect(bringAbout(wish, taken)).rejects.toMatchObject({ code: 'POLICY_NAME_TAKEN' })
    expect(await attachedTo('fay')).toEqual([])
  })

  test.each([
    ['CreatePolicyCommand', 'LimitExceeded', 'POLICY_LIMIT_REACHED'],
    ['AttachUserPolicyCommand', 'UnmodifiableEntity', 'RECIPIENT_PROTECTED'],
    ['CreatePolicyCommand', 'Throttling', 'AWS_THROTTLED'],
  ])('by %s with %s: %s', async (command, name, code) => {
    const user = await newUser(`stopped-${command}-${name}`)
    const wish = wishFor(user, `${user}-deploy`, documentOf('s3:*'))
    await expect(bringAbout(wish, failing(command, name, 'no'))).rejects.toMatchObject({ code })
  })

  test('by an IAM that does not see the new policy yet, it tries again', async () => {
    const wish = wishFor(await newUser('jo'), 'j-deploy', documentOf('s3:*'))
    await bringAbout(wish, failing('AttachUserPolicyCommand', 'NoSuchEntity', 'does not exist or is not attachable', 1))
    expect(await attachedTo('jo')).toEqual(['j-deploy'])
  })
})
