import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam'
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRequests, replaceDeployerPolicy } from '../../../source/rehearsal/control-client.ts'
import { openTestAccount, type TestAccount } from '../support/open-account.ts'
import { signedFetch } from '../support/signed-fetch.ts'

const arn = 'arn:aws:iam::123456789012'
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '123456789012' } }],
})

let account: TestAccount
beforeAll(async () => {
  account = await openTestAccount()
}, 60_000)
afterAll(() => account.close())

const refused = (work: Promise<unknown>) => expect(work).rejects

describe('who one is', () => {
  test.each([
    ['root', `${arn}:root`],
    ['admin', `${arn}:user/admin`],
    ['power-user', `${arn}:user/power-user`],
    ['deployer', `${arn}:user/deployer`],
  ] as const)('%s', async (identity, expected) => {
    const answer = await new STSClient(account.clientOf(identity)).send(new GetCallerIdentityCommand({}))
    expect(answer).toMatchObject({ Account: '123456789012', Arn: expected })
  })

  test('a key that nobody has is refused in each protocol', async () => {
    const unknown = { ...account.clientOf('admin'), credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } }
    await refused(new STSClient(unknown).send(new GetCallerIdentityCommand({}))).toMatchObject({
      name: 'InvalidClientTokenId',
    })
    await refused(new DynamoDBClient(unknown).send(new ListTablesCommand({}))).toMatchObject({
      name: 'UnrecognizedClientException',
    })
    await refused(new S3Client(unknown).send(new CreateBucketCommand({ Bucket: 'a-bucket' }))).toMatchObject({
      name: 'InvalidAccessKeyId',
    })
    const lambda = await signedFetch(account.record, {
      service: 'lambda',
      path: '/2015-03-31/functions/',
      accessKeyId: 'AKIANOBODY',
    })
    expect([lambda.status, lambda.headers.get('x-amzn-errortype')]).toEqual([403, 'UnrecognizedClientException'])
  })

  test('an inactive key is nobody', async () => {
    const iam = new IAMClient(account.clientOf('admin'))
    await iam.send(new CreateUserCommand({ UserName: 'leaver' }))
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'leaver' }))
    const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {}
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }
    const sts = new STSClient({ ...account.clientOf('admin'), credentials })
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(`${arn}:user/leaver`)
    await iam.send(new UpdateAccessKeyCommand({ UserName: 'leaver', AccessKeyId, Status: 'Inactive' }))
    await refused(sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ name: 'InvalidClientTokenId' })
  })
})

describe('what one may', () => {
  test('PowerUserAccess cannot make roles, nor look at itself', async () => {
    const iam = new IAMClient(account.clientOf('power-user'))
    const role = new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trust })
    await refused(iam.send(role)).toMatchObject({
      name: 'AccessDenied',
      message: `User: ${arn}:user/power-user is not authorized to perform: iam:CreateRole on resource: ${arn}:role/r because no identity-based policy allows the iam:CreateRole action`,
      $metadata: { httpStatusCode: 403 },
    })
    await refused(iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'power-user' }))).toMatchObject({
      name: 'AccessDenied',
    })
    const tables = await new DynamoDBClient(account.clientOf('power-user')).send(new ListTablesCommand({}))
    expect(tables.TableNames).toEqual([])
  })

  test('the deployer is held to the names of its project, in every protocol', async () => {
    const s3 = new S3Client(account.clientOf('deployer'))
    const Bucket = 'twin-dev-data-123456789012'
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
    )
    await refused(s3.send(new CreateBucketCommand({ Bucket: 'somebody-elses' }))).toMatchObject({
      name: 'AccessDenied',
    })
    await refused(s3.send(new HeadBucketCommand({ Bucket: 'somebody-elses' }))).toMatchObject({
      $metadata: { httpStatusCode: 403 },
    })
    const table = new CreateTableCommand({
      TableName: 'another-table',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    })
    await refused(new DynamoDBClient(account.clientOf('deployer')).send(table)).toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('giving a function a role takes iam:PassRole', async () => {
    const { record } = account
    const allowAll = { Effect: 'Allow', NotAction: 'iam:PassRole', Resource: '*' }
    await replaceDeployerPolicy(record, { Version: '2012-10-17', Statement: [allowAll] })
    const body = JSON.stringify({
      FunctionName: 'f',
      Role: `${arn}:role/r`,
      Runtime: 'python3.13',
      Handler: 'a.b',
      Code: {},
    })
    const create = { service: 'lambda', method: 'POST', path: '/2015-03-31/functions', as: 'deployer', body } as const
    const answer = await signedFetch(record, create)
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
    expect(((await answer.json()) as { Message: string }).Message).toContain(
      `perform: iam:PassRole on resource: ${arn}:role/r`,
    )
    const entry = (await readRequests(record)).at(-1)
    expect(entry).toMatchObject({
      identity: 'deployer',
      action: 'lambda:CreateFunction',
      missing: 'iam:PassRole',
      write: true,
      denied: true,
    })
  })

  test('a policy that IAM cannot read is refused', async () => {
    await refused(replaceDeployerPolicy(account.record, { Statement: 'x' })).toThrow(/MalformedPolicyDocument/)
  })

  test('an assumed role has the rights of the role', async () => {
    const iam = new IAMClient(account.clientOf('admin'))
    await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust }))
    const allow = { Effect: 'Allow', Action: 'dynamodb:ListTables', Resource: '*' }
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [allow] })
    await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'p', PolicyDocument }))
    const assume = new AssumeRoleCommand({ RoleArn: `${arn}:role/reader`, RoleSessionName: 'run-1' })
    const { Credentials } = await new STSClient(account.clientOf('admin')).send(assume)
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
    const client = { ...account.clientOf('admin'), credentials }
    const tables = await new DynamoDBClient(client).send(new ListTablesCommand({}))
    expect(tables.$metadata.httpStatusCode).toBe(200)
    await refused(new IAMClient(client).send(new GetUserCommand({ UserName: 'admin' }))).toMatchObject({
      message: expect.stringContaining('User: arn:aws:sts::123456789012:assumed-role/reader/run-1 is not authorized'),
    })
    expect((await readRequests(account.record)).at(-1)?.identity).toBe('role:reader')
  })
})

describe('permissions boundary and simulation', () => {
  test('a boundary limits what a policy allows, and both show in simulation', async () => {
    const iam = new IAMClient(account.clientOf('admin'))
    await iam.send(new CreateUserCommand({ UserName: 'bounded' }))
    await iam.send(
      new AttachUserPolicyCommand({ UserName: 'bounded', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
    )
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess'
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'bounded', PermissionsBoundary }))
    const shown = await iam.send(new GetUserCommand({ UserName: 'bounded' }))
    expect(shown.User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary)
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bounded' }))
    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    }
    const own = new IAMClient({ ...account.clientOf('admin'), credentials })
    await refused(own.send(new CreateUserCommand({ UserName: 'more' }))).toMatchObject({
      message: expect.stringContaining('because no permissions boundary allows the iam:CreateUser action'),
    })
    const simulated = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `${arn}:user/bounded`,
        ActionNames: ['iam:CreateUser', 's3:PutObject'],
      }),
    )
    expect(simulated.EvaluationResults).toMatchObject([
      {
        EvalActionName: 'iam:CreateUser',
        EvalDecision: 'implicitDeny',
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
      },
      { EvalActionName: 's3:PutObject', EvalDecision: 'allowed' },
    ])
  })

  test('a boundary follows its user, and goes with it', async () => {
    const iam = new IAMClient(account.clientOf('admin'))
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess'
    const boundaryOf = async (UserName: string) =>
      (await iam.send(new GetUserCommand({ UserName }))).User?.PermissionsBoundary?.PermissionsBoundaryArn
    const made = await iam.send(new CreateUserCommand({ UserName: 'mover', PermissionsBoundary }))
    expect(made.User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PermissionsBoundary)
    await iam.send(new UpdateUserCommand({ UserName: 'mover', NewUserName: 'moved' }))
    expect(await boundaryOf('moved')).toBe(PermissionsBoundary)
    await iam.send(new DeleteUserCommand({ UserName: 'moved' }))
    for (const UserName of ['mover', 'moved']) {
      await iam.send(new CreateUserCommand({ UserName }))
      expect(await boundaryOf(UserName)).toBeUndefined()
    }
    const nothing = { UserName: 'moved', PermissionsBoundary: `${arn}:policy/nothing` }
    await refused(iam.send(new PutUserPermissionsBoundaryCommand(nothing))).toMatchObject({
      name: 'NoSuchEntityException',
    })
  })

  test.each([
    [
      'arn:aws:sts::123456789012:assumed-role/reader/run-1',
      's3:GetObject',
      'InvalidInputException',
      'Invalid Entity Arn',
    ],
    [`${arn}:root`, 's3:GetObject', 'InvalidInputException', 'Invalid Entity Arn'],
    [`${arn}:user/team/admin`, 's3:GetObject', 'NoSuchEntityException', 'cannot be found'],
    [`${arn}:user/admin`, 's3:Get*', 'InvalidInputException', 'Invalid action names'],
  ])('simulation refuses %s with %s', async (PolicySourceArn, action, name, message) => {
    const iam = new IAMClient(account.clientOf('admin'))
    const simulate = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: [action] })
    await refused(iam.send(simulate)).toMatchObject({ name, message: expect.stringContaining(message) })
  })

  test('simulation comes in pages', async () => {
    const iam = new IAMClient(account.clientOf('admin'))
    const ActionNames = Array.from({ length: 5 }, (_, index) => `s3:Action${index}`)
    const PolicySourceArn = `${arn}:user/admin`
    const first = await iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames, MaxItems: 3 }))
    expect([first.EvaluationResults?.length, first.IsTruncated]).toEqual([3, true])
    const rest = await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames, MaxItems: 3, Marker: first.Marker }),
    )
    expect(rest.EvaluationResults?.map(({ EvalActionName }) => EvalActionName)).toEqual(['s3:Action3', 's3:Action4'])
  })
})

describe('a condition on the permissions boundary', () => {
  const limits = `${arn}:policy/limits`
  const anything = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  })
  let iam: IAMClient
  beforeAll(async () => {
    const admin = new IAMClient(account.clientOf('admin'))
    await admin.send(new CreatePolicyCommand({ PolicyName: 'limits', PolicyDocument: anything }))
    await admin.send(new CreateUserCommand({ UserName: 'limited' }))
    const onlyBelow = {
      Effect: 'Allow',
      Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': limits } },
    }
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [onlyBelow] })
    await admin.send(new PutUserPolicyCommand({ UserName: 'limited', PolicyName: 'below', PolicyDocument }))
    await admin.send(new CreateRoleCommand({ RoleName: 'theirs', AssumeRolePolicyDocument: trust }))
    const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName: 'limited' }))
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
    iam = new IAMClient({ ...account.clientOf('admin'), credentials: { accessKeyId, secretAccessKey } })
  })
  const role = (RoleName: string, more = {}) => ({ RoleName, AssumeRolePolicyDocument: trust, ...more })
  const policyOn = (RoleName: string) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'more', PolicyDocument: anything }))

  test('is met by the boundary that a new role is given', async () => {
    await refused(iam.send(new CreateRoleCommand(role('free')))).toMatchObject({ name: 'AccessDenied' })
    const wider = { PermissionsBoundary: `${arn}:policy/wider` }
    await refused(iam.send(new CreateRoleCommand(role('wide', wider)))).toMatchObject({ name: 'AccessDenied' })
    await iam.send(new CreateRoleCommand(role('below', { PermissionsBoundary: limits })))
  })

  test('is met by the boundary that a role has, when it is given a policy', async () => {
    await policyOn('below')
    await refused(policyOn('theirs')).toMatchObject({ name: 'AccessDenied' })
  })
})
