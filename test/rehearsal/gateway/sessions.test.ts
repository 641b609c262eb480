import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import {
  AttachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import {
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expireSession, openPermissionSet, readRequests } from '../../../source/rehearsal/control-client.ts'
import { accountArn, administrate, allow, document, type Key, keyOf, trusting } from '../support/account-admin.ts'
import { openTestAccount, type TestAccount } from '../support/open-account.ts'
import { signedFetch } from '../support/signed-fetch.ts'

let account: TestAccount
let admin: ReturnType<typeof administrate>
beforeAll(async () => {
  account = await openTestAccount()
  admin = administrate(account)
}, 60_000)
afterAll(() => account.close())

const refused = (work: Promise<unknown>) => expect(work).rejects
const callerOf = async (key: Key) =>
  (await new STSClient(admin.settings(key)).send(new GetCallerIdentityCommand({}))).Arn
const listTables = (key: Key) => new DynamoDBClient(admin.settings(key)).send(new ListTablesCommand({}))

describe('a role that is taken', () => {
  test('has a key of its own kind, a token, and a name without the path', async () => {
    const RoleArn = await admin.createRole({ RoleName: 'ci', Path: '/build/eu/' }, allow('dynamodb:ListTables'))
    expect(RoleArn).toBe(`${accountArn}:role/build/eu/ci`)
    const key = await admin.assume({ RoleArn })
    expect(key.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
    expect(await callerOf(key)).toBe('arn:aws:sts::123456789012:assumed-role/ci/run-1')
    await listTables(key)
    expect((await readRequests(account.record)).at(-1)).toMatchObject({ identity: 'role:ci', denied: false })
    await refused(admin.assume({ RoleArn: `${accountArn}:role/ci` })).toMatchObject({
      name: 'AccessDenied',
      message: `User: ${accountArn}:user/admin is not authorized to perform: sts:AssumeRole on resource: ${accountArn}:role/ci`,
    })
  })

  test('is nothing without its token', async () => {
    const RoleArn = await admin.createRole({ RoleName: 'tokens' })
    const { sessionToken, ...key } = await admin.assume({ RoleArn })
    for (const credentials of [key, { ...key, sessionToken: `${sessionToken}x` }]) {
      await refused(callerOf(credentials)).toMatchObject({ name: 'InvalidClientTokenId' })
    }
  })

  test.each([
    [{ DurationSeconds: 899 }, 'ValidationError'],
    [{ DurationSeconds: 3601 }, 'ValidationError'],
    [{ RoleSessionName: 'x' }, 'ValidationError'],
  ])('is refused with %j', async (wrong, name) => {
    await refused(admin.assume({ RoleArn: `${accountArn}:role/tokens`, ...wrong })).toMatchObject({ name })
  })

  test('may do no more than a policy that is passed along', async () => {
    const RoleArn = await admin.createRole({ RoleName: 'wide' }, allow('*'))
    const key = await admin.assume({ RoleArn, Policy: document(allow('dynamodb:*')) })
    await listTables(key)
    await refused(new IAMClient(admin.settings(key)).send(new ListUsersCommand({}))).toMatchObject({
      message: expect.stringContaining('because no session policy allows the iam:ListUsers action'),
    })
  })

  test('can be sent away by when its session began', async () => {
    const RoleArn = await admin.createRole({ RoleName: 'revoked' }, allow('dynamodb:ListTables'))
    const key = await admin.assume({ RoleArn })
    await listTables(key)
    const Condition = { DateLessThan: { 'aws:TokenIssueTime': '2999-01-01T00:00:00Z' } }
    const PolicyDocument = document({ Effect: 'Deny', Action: '*', Resource: '*', Condition })
    await admin.iam.send(
      new PutRolePolicyCommand({ RoleName: 'revoked', PolicyName: 'AWSRevokeOlderSessions', PolicyDocument }),
    )
    await refused(listTables(key)).toMatchObject({
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    })
  })
})

describe('a trust policy', () => {
  test.each([
    ['names the user, who needs nothing more', [], `${accountArn}:user/team/lea`, true],
    ['names the account, and the user may not', [], '123456789012', false],
    ['names the account, and the user may', [allow('sts:AssumeRole')], `${accountArn}:root`, true],
    ['names somebody else', [allow('sts:AssumeRole')], `${accountArn}:user/other`, false],
    [
      'names the user, whose own policy denies it',
      [{ Effect: 'Deny', Action: 'sts:*', Resource: '*' }],
      `${accountArn}:user/team/lea`,
      false,
    ],
  ])('%s', async (_, statements, trusted, isTaken) => {
    const name = `t${(await readRequests(account.record)).length}`
    const lea = await admin.createUser({ UserName: name, Path: '/team/' }, ...statements)
    const trust = trusting(trusted.replace('/lea', `/${name}`))
    const RoleArn = await admin.createRole({ RoleName: name, trust })
    const taken = await admin.assume({ RoleArn }, lea).then(callerOf, (error: Error) => error.name)
    expect(taken).toBe(isTaken ? `arn:aws:sts::123456789012:assumed-role/${name}/run-1` : 'AccessDenied')
  })

  test('may ask for a secret word', async () => {
    const trust = document({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'sts:ExternalId': 'swordfish' } },
    })
    const RoleArn = await admin.createRole({ RoleName: 'partner', trust })
    await refused(admin.assume({ RoleArn })).toMatchObject({ name: 'AccessDenied' })
    await admin.assume({ RoleArn, ExternalId: 'swordfish' })
  })

  test('never lets root in', async () => {
    const RoleArn = await admin.createRole({ RoleName: 'for-root', trust: trusting('*') })
    const { record } = account
    await refused(admin.assume({ RoleArn }, record.identities.root)).toMatchObject({ name: 'AccessDenied' })
  })
})

test('a session that has ended is told in each protocol', async () => {
  const RoleArn = await admin.createRole({ RoleName: 'short' }, allow('*'))
  const key = await admin.assume({ RoleArn })
  await listTables(key)
  await expireSession(account.record, key.accessKeyId)
  await refused(callerOf(key)).toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } })
  await refused(new IAMClient(admin.settings(key)).send(new ListUsersCommand({}))).toMatchObject({
    name: 'ExpiredToken',
  })
  await refused(listTables(key)).toMatchObject({
    name: 'ExpiredTokenException',
    $metadata: { httpStatusCode: 400 },
  })
  await refused(new S3Client(admin.settings(key)).send(new ListBucketsCommand({}))).toMatchObject({
    name: 'ExpiredToken',
    $metadata: { httpStatusCode: 400 },
  })
  const lambda = await signedFetch(account.record, {
    service: 'lambda',
    path: '/2015-03-31/functions/',
    accessKeyId: key.accessKeyId,
    headers: { 'x-amz-security-token': key.sessionToken ?? '' },
  })
  expect([lambda.status, lambda.headers.get('x-amzn-errortype')]).toEqual([403, 'ExpiredTokenException'])
  await refused(expireSession(account.record, 'ASIANOBODY')).toThrow('There is no session with that key.')
})

describe('a session of a user', () => {
  test('is the user, but cannot call IAM', async () => {
    const ann = await admin.createUser({ UserName: 'ann', Path: '/team/' }, allow(['dynamodb:*', 'iam:*']))
    const sts = new STSClient(admin.settings(ann))
    const key = keyOf((await sts.send(new GetSessionTokenCommand({}))).Credentials)
    expect(await callerOf(key)).toBe(`${accountArn}:user/team/ann`)
    await listTables(key)
    await refused(new IAMClient(admin.settings(key)).send(new ListUsersCommand({}))).toMatchObject({
      name: 'InvalidClientTokenId',
    })
  })

  test('that is handed on has what both policies allow', async () => {
    const broker = await admin.createUser(
      { UserName: 'broker' },
      allow(['sts:GetFederationToken', 'dynamodb:ListTables']),
    )
    const sts = new STSClient(admin.settings(broker))
    const federate = async (Policy: string) =>
      keyOf((await sts.send(new GetFederationTokenCommand({ Name: 'guest', Policy }))).Credentials)
    const key = await federate(document(allow(['dynamodb:*', 's3:*'])))
    expect(await callerOf(key)).toBe('arn:aws:sts::123456789012:federated-user/guest')
    await listTables(key)
    await refused(new S3Client(admin.settings(key)).send(new ListBucketsCommand({}))).toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows the s3:ListAllMyBuckets action'),
    })
    await refused(listTables(await federate(document(allow('s3:*'))))).toMatchObject({
      message: expect.stringContaining('because no session policy allows'),
    })
  })

  test('of a role has no name to leave out', async () => {
    const RoleArn = await admin.createRole({ RoleName: 'nameless' }, allow('iam:*'))
    const iam = new IAMClient(admin.settings(await admin.assume({ RoleArn })))
    await refused(iam.send(new ListAccessKeysCommand({}))).toMatchObject({ name: 'ValidationError' })
  })
})

test('a permission set has its role below AWS’s own path, and nobody can change it', async () => {
  const session = await openPermissionSet(account.record, {
    name: 'Deployers',
    userName: 'ann@example.org',
    inlinePolicy: JSON.parse(document(allow('iam:GetRole'))),
    managedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'],
  })
  const name =
    /^arn:aws:iam::123456789012:role\/aws-reserved\/sso\.amazonaws\.com\/eu-central-1\/(AWSReservedSSO_Deployers_[0-9a-f]{16})$/.exec(
      session.roleArn,
    )?.[1]
  expect(name).toBeDefined()
  expect(await callerOf(session)).toBe(`arn:aws:sts::123456789012:assumed-role/${name}/ann@example.org`)
  const { Role } = await new IAMClient(admin.settings(session)).send(new GetRoleCommand({ RoleName: name }))
  expect(Role?.Arn).toBe(session.roleArn)
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
  await refused(admin.iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }))).toMatchObject({
    name: 'UnmodifiableEntityException',
    message: `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  })
  await refused(admin.assume({ RoleArn: session.roleArn })).toMatchObject({ name: 'AccessDenied' })
})
