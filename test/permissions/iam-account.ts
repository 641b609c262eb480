import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'

export const powerUserArn = 'arn:aws:iam::aws:policy/PowerUserAccess'

export const makeClient = (endpoint: string, key = { accessKeyId: 'test', secretAccessKey: 'test' }) =>
  new IAMClient({ endpoint, region: 'us-east-1', credentials: key, maxAttempts: 1 })

export const allowing = (...Action: readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })

async function createPolicy(client: IAMClient, PolicyName: string, ...actions: readonly string[]): Promise<string> {
  const { Policy } = await client.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: allowing(...actions) }))
  return Policy?.Arn ?? ''
}

/** ann: a path, a managed policy in its second version, an inline one, and a group with both. */
export async function createAnn(client: IAMClient): Promise<void> {
  const own = await createPolicy(client, 'Own', 's3:GetObject')
  const team = await createPolicy(client, 'Team', 'lambda:*')
  await client.send(
    new CreatePolicyVersionCommand({ PolicyArn: own, PolicyDocument: allowing('s3:ListBucket'), SetAsDefault: true }),
  )
  await client.send(new CreateUserCommand({ UserName: 'ann', Path: '/team/' }))
  await client.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn: own }))
  const inline = { UserName: 'ann', PolicyName: 'Notes & more', PolicyDocument: allowing('sqs:*') }
  await client.send(new PutUserPolicyCommand(inline))
  await client.send(new CreateGroupCommand({ GroupName: 'staff' }))
  await client.send(new AddUserToGroupCommand({ UserName: 'ann', GroupName: 'staff' }))
  await client.send(new AttachGroupPolicyCommand({ GroupName: 'staff', PolicyArn: team }))
  await client.send(new AttachGroupPolicyCommand({ GroupName: 'staff', PolicyArn: powerUserArn }))
  const groupInline = { GroupName: 'staff', PolicyName: 'Queue', PolicyDocument: allowing('sns:*') }
  await client.send(new PutGroupPolicyCommand(groupInline))
}

/** The role ci below a path, with a managed and an inline policy, and a boundary. */
export async function createCiRole(client: IAMClient): Promise<void> {
  const PermissionsBoundary = await createPolicy(client, 'Boundary', 's3:*', 'iam:GetRole')
  const role = { RoleName: 'ci', Path: '/build/', AssumeRolePolicyDocument: '{}', PermissionsBoundary }
  await client.send(new CreateRoleCommand(role))
  await client.send(new AttachRolePolicyCommand({ RoleName: 'ci', PolicyArn: powerUserArn }))
  const inline = { RoleName: 'ci', PolicyName: 'Extra', PolicyDocument: allowing('iam:*') }
  await client.send(new PutRolePolicyCommand(inline))
}

/** A user whose only policy is PowerUserAccess; gives its access key. */
export async function createPowerUser(client: IAMClient) {
  await client.send(new CreateUserCommand({ UserName: 'power' }))
  await client.send(new AttachUserPolicyCommand({ UserName: 'power', PolicyArn: powerUserArn }))
  const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName: 'power' }))
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
}
