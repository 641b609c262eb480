import { randomBytes } from 'node:crypto'
import type { IamState } from '../gateway/authorise/iam-state.ts'
import type { SessionKey, Sessions } from '../gateway/authorise/sessions.ts'
import { type Forward, sendQuery } from '../gateway/forward.ts'

/** What an administrator of IAM Identity Center writes into a permission set, and who signs in with it. */
export interface PermissionSet {
  readonly name: string
  /** Who signs in; the session is named after it. */
  readonly userName: string
  readonly inlinePolicy?: unknown
  readonly managedPolicyArns?: readonly string[]
  readonly permissionsBoundaryArn?: string
}

export interface PermissionSetSession extends SessionKey {
  readonly roleArn: string
}

interface Place {
  readonly forward: Forward
  /** The Identity Center's home region, which is part of the role's path. */
  readonly region: string
  readonly account: string
  readonly iam: IamState
  readonly sessions: Sessions
}

/** Only who signs in through the Identity Center's own identity provider may take the role. */
const trustOnSignIn = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ],
  })

/**
 * Makes the role that IAM Identity Center makes for a permission set, and a session as its portal gives
 * out. Name and path are those of the IAM Identity Center user guide, "Referencing permission sets in
 * resource policies": the path holds the region, but for us-east-1.
 */
export async function openPermissionSet(place: Place, wanted: PermissionSet): Promise<PermissionSetSession> {
  const { forward, region, account, iam, sessions } = place
  const ask = (form: Record<string, string>) => sendQuery(forward, 'iam', region, form)
  const RoleName = `AWSReservedSSO_${wanted.name}_${randomBytes(8).toString('hex')}`
  const Path = `/aws-reserved/sso.amazonaws.com/${region === 'us-east-1' ? '' : `${region}/`}`
  const { permissionsBoundaryArn, inlinePolicy, managedPolicyArns = [] } = wanted
  const boundary: Record<string, string> = permissionsBoundaryArn ? { PermissionsBoundary: permissionsBoundaryArn } : {}
  const AssumeRolePolicyDocument = trustOnSignIn(account)
  await ask({ Action: 'CreateRole', RoleName, Path, AssumeRolePolicyDocument, ...boundary })
  for (const PolicyArn of managedPolicyArns) await ask({ Action: 'AttachRolePolicy', RoleName, PolicyArn })
  if (inlinePolicy !== undefined) {
    const PolicyDocument = JSON.stringify(inlinePolicy)
    await ask({ Action: 'PutRolePolicy', RoleName, PolicyName: 'AwsSSOInlinePolicy', PolicyDocument })
  }
  iam.invalidate()
  const roleArn = `arn:aws:iam::${account}:role${Path}${RoleName}`
  const role = await iam.findByArn(roleArn)
  if (!role) throw new Error(`${roleArn} was not made.`)
  const owner = {
    kind: 'role',
    label: `role:${RoleName}`,
    name: RoleName,
    arn: `arn:aws:sts::${account}:assumed-role/${RoleName}/${wanted.userName}`,
    id: `${role.id}:${wanted.userName}`,
  } as const
  return { ...sessions.open(owner, { type: 'role' }, 3600), roleArn }
}
