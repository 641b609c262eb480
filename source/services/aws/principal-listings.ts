import {
  type AttachedPolicy,
  GetGroupPolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam'
import { allPages } from './principal-inquiry.ts'

/** Something that carries policies. */
export interface Carrier {
  readonly kind: 'User' | 'Group' | 'Role'
  readonly name: string
  readonly arn: string
}

/** Managed policies attached to it; the action is iam:ListAttached<kind>Policies. */
export function listAttached(client: IAMClient, { kind, name }: Carrier): Promise<readonly AttachedPolicy[]> {
  return allPages(
    (Marker) => {
      if (kind === 'User') return client.send(new ListAttachedUserPoliciesCommand({ UserName: name, Marker }))
      if (kind === 'Group') return client.send(new ListAttachedGroupPoliciesCommand({ GroupName: name, Marker }))
      return client.send(new ListAttachedRolePoliciesCommand({ RoleName: name, Marker }))
    },
    (page) => page.AttachedPolicies,
  )
}

/** Names of its inline policies; the action is iam:List<kind>Policies. */
export function listInline(client: IAMClient, { kind, name }: Carrier): Promise<readonly string[]> {
  return allPages(
    (Marker) => {
      if (kind === 'User') return client.send(new ListUserPoliciesCommand({ UserName: name, Marker }))
      if (kind === 'Group') return client.send(new ListGroupPoliciesCommand({ GroupName: name, Marker }))
      return client.send(new ListRolePoliciesCommand({ RoleName: name, Marker }))
    },
    (page) => page.PolicyNames,
  )
}

/** One inline policy, URL-encoded as IAM gives it; the action is iam:Get<kind>Policy. */
export async function getInline(client: IAMClient, carrier: Carrier, PolicyName: string): Promise<string | undefined> {
  const { kind, name } = carrier
  const answer =
    kind === 'User'
      ? await client.send(new GetUserPolicyCommand({ UserName: name, PolicyName }))
      : kind === 'Group'
        ? await client.send(new GetGroupPolicyCommand({ GroupName: name, PolicyName }))
        : await client.send(new GetRolePolicyCommand({ RoleName: name, PolicyName }))
  return answer.PolicyDocument
}
