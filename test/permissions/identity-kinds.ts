import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  PutGroupPolicyCommand,
} from '@aws-sdk/client-iam'
import { GetFederationTokenCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import type { Verdict } from '../../source/permissions/evaluate.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { statementsOf } from '../../source/permissions/policy.ts'
import { openPermissionSet } from '../../source/rehearsal/control-client.ts'
import { accountArn, type administrate, allow, document, type Key, keyOf } from '../rehearsal/support/account-admin.ts'
import type { TestAccount } from '../rehearsal/support/open-account.ts'

export const target = {
  projectName: 'twin',
  environment: 'dev',
  region: 'eu-central-1',
  account: '123456789012',
  partition: 'aws',
} as const

export interface Place {
  readonly account: TestAccount
  readonly admin: ReturnType<typeof administrate>
  /** ARN of the published policy, made once by the administrator. */
  readonly published: string
}

/** What an action comes to, and the policy whose statement decides, when one does. */
type Expected = readonly [verdict: Verdict, policy?: string]

export interface IdentityKind {
  readonly name: string
  /** Set up as an administrator of AWS would; gives the key to work with. */
  readonly setUp: (place: Place) => Promise<Key>
  readonly outcome: 'sufficient' | 'insufficient' | 'blind' | 'uncertain'
  readonly isSimulated: boolean
  readonly expected: Readonly<Record<string, Expected>>
}

const adminPolicy = 'arn:aws:iam::aws:policy/AdministratorAccess'
const powerPolicy = 'arn:aws:iam::aws:policy/PowerUserAccess'
const deny = (Action: string | readonly string[], more = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more })

/** The published policy as statements, so that it can be cut in two. */
const statements = [...statementsOf(leastPrivilegePolicy(target))] as unknown as Record<string, unknown>[]
const half = Math.ceil(statements.length / 2)
/** What a user's or a role's inline policies may hold together is less than the whole policy. */
const someActions = [allow('iam:*'), allow('s3:*'), { Sid: 'Tables', ...allow('dynamodb:*') }]

export async function publishPolicy({ admin }: Pick<Place, 'admin'>): Promise<string> {
  const policy = { PolicyName: 'twin-deploy', Path: '/twin/', PolicyDocument: document(...statements) }
  return (await admin.iam.send(new CreatePolicyCommand(policy))).Policy?.Arn ?? ''
}

async function createGroup({ admin }: Place, GroupName: string, UserName: string): Promise<void> {
  await admin.iam.send(new CreateGroupCommand({ GroupName, Path: '/teams/' }))
  await admin.iam.send(new AddUserToGroupCommand({ GroupName, UserName }))
}

async function userWith({ admin }: Place, UserName: string, PolicyArn: string, ...own: Record<string, unknown>[]) {
  const key = await admin.createUser({ UserName }, ...own)
  await admin.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
  return key
}

async function roleWith({ admin }: Place, RoleName: string, PolicyArn: string, boundary?: string) {
  const RoleArn = await admin.createRole({
    RoleName,
    Path: '/build/eu/',
    ...(boundary ? { PermissionsBoundary: boundary } : {}),
  })
  await admin.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  return RoleArn
}

export const identityKinds: readonly IdentityKind[] = [
  {
    name: 'user with the published policy',
    setUp: (place) => userWith(place, 'plain', place.published),
    outcome: 'sufficient',
    isSimulated: true,
    expected: { 'iam:PassRole': ['allowed', 'twin-deploy'], 's3:CreateBucket': ['allowed', 'twin-deploy'] },
  },
  {
    name: 'user below a path, by two groups: managed and inline',
    async setUp(place) {
      const { iam } = place.admin
      const key = await place.admin.createUser({ UserName: 'grouped', Path: '/team/eu/' })
      await createGroup(place, 'builders', 'grouped')
      await createGroup(place, 'keepers', 'grouped')
      const PolicyDocument = document(...statements.slice(0, half))
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'FirstHalf', PolicyDocument }))
      await iam.send(new AttachGroupPolicyCommand({ GroupName: 'builders', PolicyArn: Policy?.Arn }))
      const rest = {
        GroupName: 'keepers',
        PolicyName: 'SecondHalf',
        PolicyDocument: document(...statements.slice(half)),
      }
      await iam.send(new PutGroupPolicyCommand(rest))
      return key
    },
    outcome: 'sufficient',
    isSimulated: true,
    expected: { 's3:CreateBucket': ['allowed', 'FirstHalf'], 'iam:PassRole': ['allowed', 'SecondHalf'] },
  },
  {
    name: 'user with inline policies only',
    setUp: ({ admin }) => admin.createUser({ UserName: 'inline' }, ...someActions),
    outcome: 'insufficient',
    isSimulated: true,
    expected: {
      'iam:CreateRole': ['allowed', 'Own'],
      'dynamodb:CreateTable': ['allowed', 'Own'],
      'lambda:CreateFunction': ['denied'],
    },
  },
  {
    name: 'administrator with a permissions boundary',
    async setUp(place) {
      const key = await place.admin.createUser({ UserName: 'bounded', PermissionsBoundary: powerPolicy })
      await place.admin.iam.send(new AttachUserPolicyCommand({ UserName: 'bounded', PolicyArn: adminPolicy }))
      return key
    },
    // The boundary keeps IAM shut, so that not even the boundary can be seen.
    outcome: 'blind',
    isSimulated: false,
    expected: { 'lambda:CreateFunction': ['unknown'], 'iam:GetRole': ['denied'], 'iam:CreateRole': ['unknown'] },
  },
  {
    name: 'boundary that lets IAM be read',
    async setUp(place) {
      const PolicyDocument = document(
        allow(['iam:Get*', 'iam:List*', 'iam:Simulate*', 's3:*', 'dynamodb:*', 'lambda:*']),
      )
      const made = await place.admin.iam.send(new CreatePolicyCommand({ PolicyName: 'Limit', PolicyDocument }))
      const PermissionsBoundary = made.Policy?.Arn ?? ''
      const key = await place.admin.createUser({ UserName: 'limited', PermissionsBoundary })
      await place.admin.iam.send(new AttachUserPolicyCommand({ UserName: 'limited', PolicyArn: adminPolicy }))
      return key
    },
    outcome: 'insufficient',
    isSimulated: true,
    expected: { 'iam:CreateRole': ['denied'], 'lambda:CreateFunction': ['allowed', 'AdministratorAccess'] },
  },
  {
    name: 'administrator with an explicit deny',
    setUp: (place) =>
      userWith(place, 'forbidden', adminPolicy, { Sid: 'NoRoles', ...deny(['iam:CreateRole', 'lambda:Create*']) }),
    outcome: 'insufficient',
    isSimulated: true,
    expected: {
      'iam:CreateRole': ['denied', 'Own'],
      'lambda:CreateFunction': ['denied', 'Own'],
      's3:CreateBucket': ['allowed', 'AdministratorAccess'],
    },
  },
  {
    name: 'administrator who may not see himself',
    setUp: (place) => userWith(place, 'unseen', adminPolicy, deny(['iam:GetUser', 'iam:SimulatePrincipalPolicy'])),
    outcome: 'uncertain',
    isSimulated: false,
    expected: { 'iam:CreateRole': ['unknown'], 'iam:GetUser': ['denied'] },
  },
  {
    name: 'administrator of one region, IAM not excepted',
    setUp: (place) =>
      userWith(place, 'regional', adminPolicy, {
        Sid: 'OneRegion',
        ...deny(['s3:*', 'lambda:*', 'iam:CreateRole', 'cloudfront:*'], {
          Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
        }),
      }),
    outcome: 'insufficient',
    isSimulated: true,
    expected: {
      'iam:CreateRole': ['denied', 'Own'],
      'cloudfront:CreateDistribution': ['denied', 'Own'],
      'lambda:CreateFunction': ['allowed', 'AdministratorAccess'],
    },
  },
  {
    name: 'user who may look at nothing but himself',
    setUp: ({ admin }) =>
      admin.createUser(
        { UserName: 'mirror', Path: '/team/' },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM
        allow(['iam:Get*', 'iam:List*'], 'arn:aws:iam::*:user/team/${aws:username}'),
      ),
    outcome: 'insufficient',
    isSimulated: false,
    expected: {
      'iam:ListUserPolicies': ['allowed'],
      'iam:CreateRole': ['denied'],
      'lambda:CreateFunction': ['denied'],
    },
  },
  {
    name: 'PowerUserAccess',
    setUp: (place) => userWith(place, 'power', powerPolicy),
    outcome: 'blind',
    isSimulated: false,
    expected: { 'iam:GetUser': ['denied'], 'iam:CreateRole': ['unknown'], 'lambda:CreateFunction': ['unknown'] },
  },
  {
    name: 'user without any policy',
    setUp: ({ admin }) => admin.createUser({ UserName: 'nobody' }),
    outcome: 'blind',
    isSimulated: false,
    expected: { 'iam:CreateRole': ['unknown'], 'iam:GetUser': ['denied'], 'sts:GetCallerIdentity': ['allowed'] },
  },
  {
    name: 'session of a role below a path',
    setUp: async (place) => place.admin.assume({ RoleArn: await roleWith(place, 'ci', place.published) }),
    outcome: 'sufficient',
    isSimulated: true,
    expected: { 'iam:PassRole': ['allowed', 'twin-deploy'], 'iam:ListAttachedRolePolicies': ['allowed'] },
  },
  {
    name: 'session of a role with a boundary',
    async setUp(place) {
      const RoleArn = await roleWith(place, 'fenced', adminPolicy, place.published)
      return place.admin.assume({ RoleArn })
    },
    outcome: 'sufficient',
    isSimulated: true,
    expected: { 'iam:CreateRole': ['allowed', 'AdministratorAccess'] },
  },
  {
    name: 'session with a policy of its own',
    async setUp(place) {
      const RoleArn = await roleWith(place, 'narrowed', adminPolicy)
      const Policy = document(allow(['s3:*', 'iam:Get*', 'iam:Simulate*', 'iam:ListRolePolicies']))
      return place.admin.assume({ RoleArn, Policy })
    },
    outcome: 'uncertain',
    isSimulated: true,
    expected: { 'lambda:CreateFunction': ['unknown'], 'iam:ListAttachedRolePolicies': ['denied'] },
  },
  {
    name: 'session of a permission set (single sign-on)',
    setUp: ({ account, published }) =>
      openPermissionSet(account.record, {
        name: 'TwinDeployers',
        userName: 'ann@example.org',
        managedPolicyArns: [published],
        inlinePolicy: JSON.parse(document({ Sid: 'NoSearch', ...deny('tag:GetResources') })),
      }),
    outcome: 'sufficient',
    isSimulated: true,
    expected: { 'iam:PassRole': ['allowed', 'twin-deploy'], 'tag:GetResources': ['denied', 'AwsSSOInlinePolicy'] },
  },
  {
    name: 'permission set that hides its role',
    setUp: ({ account }) =>
      openPermissionSet(account.record, {
        name: 'Hidden',
        userName: 'ann@example.org',
        managedPolicyArns: [adminPolicy],
        inlinePolicy: JSON.parse(
          document(
            deny('iam:GetRole'),
            deny('lambda:*', {
              Condition: { ArnNotLike: { 'aws:PrincipalArn': `${accountArn}:role/aws-reserved/*` } },
            }),
          ),
        ),
      }),
    outcome: 'blind',
    isSimulated: false,
    expected: { 'iam:GetRole': ['denied'], 'lambda:CreateFunction': ['unknown'], 's3:CreateBucket': ['unknown'] },
  },
  {
    name: 'session of a user without a second factor',
    async setUp(place) {
      const key = await userWith(place, 'temporary', adminPolicy)
      const sts = new STSClient(place.admin.settings(key))
      return keyOf((await sts.send(new GetSessionTokenCommand({}))).Credentials)
    },
    outcome: 'blind',
    isSimulated: false,
    expected: { 'iam:GetUser': ['denied'], 'iam:CreateRole': ['unknown'], 'lambda:CreateFunction': ['unknown'] },
  },
  {
    name: 'federated user',
    async setUp(place) {
      const key = await userWith(place, 'broker', adminPolicy)
      const sts = new STSClient(place.admin.settings(key))
      const guest = { Name: 'guest', Policy: document(allow('*')) }
      return keyOf((await sts.send(new GetFederationTokenCommand(guest))).Credentials)
    },
    outcome: 'blind',
    isSimulated: false,
    expected: { 'iam:GetRole': ['denied'], 'iam:CreateRole': ['unknown'], 'lambda:CreateFunction': ['unknown'] },
  },
]
