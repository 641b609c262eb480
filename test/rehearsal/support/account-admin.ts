import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  type CreateRoleCommandInput,
  CreateUserCommand,
  type CreateUserCommandInput,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, type AssumeRoleCommandInput, type Credentials, STSClient } from '@aws-sdk/client-sts'
import type { TestAccount } from './open-account.ts'

export interface Key {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export const accountArn = 'arn:aws:iam::123456789012'

export type StatementText = Readonly<Record<string, unknown>>

export const document = (...Statement: readonly StatementText[]) => JSON.stringify({ Version: '2012-10-17', Statement })

export const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*') => ({
  Effect: 'Allow',
  Action,
  Resource,
})

/** A trust policy that lets whoever is named take the role. */
export const trusting = (...AWS: readonly string[]) =>
  document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } })

export const keyOf = (credentials: Credentials | undefined): Key => ({
  accessKeyId: credentials?.AccessKeyId ?? '',
  secretAccessKey: credentials?.SecretAccessKey ?? '',
  ...(credentials?.SessionToken ? { sessionToken: credentials.SessionToken } : {}),
})

/** The account's administrator, with the work that every test of identities begins with. */
export function administrate(account: TestAccount) {
  const iam = new IAMClient(account.clientOf('admin'))
  const settings = (credentials: Key) => ({ ...account.clientOf('admin'), credentials })
  return {
    iam,
    /** What a client needs to work with a key. */
    settings,
    /** A user with an inline policy, when statements are given, and an access key. */
    async createUser(input: CreateUserCommandInput & { UserName: string }, ...statements: readonly StatementText[]) {
      await iam.send(new CreateUserCommand(input))
      const { UserName } = input
      if (statements.length > 0) {
        const PolicyDocument = document(...statements)
        await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'Own', PolicyDocument }))
      }
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
      return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
    },
    /** A role with an inline policy, when statements are given; gives its ARN. */
    async createRole(
      input: Omit<CreateRoleCommandInput, 'AssumeRolePolicyDocument'> & { RoleName: string; trust?: string },
      ...statements: readonly StatementText[]
    ) {
      const { trust: AssumeRolePolicyDocument = trusting('123456789012'), ...rest } = input
      const { Role } = await iam.send(new CreateRoleCommand({ ...rest, AssumeRolePolicyDocument }))
      if (statements.length > 0) {
        const inline = { RoleName: rest.RoleName, PolicyName: 'Own', PolicyDocument: document(...statements) }
        await iam.send(new PutRolePolicyCommand(inline))
      }
      return Role?.Arn ?? ''
    },
    /** Takes a role as whoever has the key, the administrator when none is given. */
    async assume(input: Omit<AssumeRoleCommandInput, 'RoleSessionName'>, by?: Key): Promise<Key> {
      const sts = new STSClient(by ? settings(by) : account.clientOf('admin'))
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleSessionName: 'run-1', ...input }))
      return keyOf(Credentials)
    },
  }
}
