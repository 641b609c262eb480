import type { NeededAction } from './needed-actions.ts'
import type { NamedPolicy, PolicyDocument, RequestContext } from './policy.ts'
import { type ActionVerdict, type PermissionFacts, verdictsFor } from './verdicts.ts'

export interface AttachmentTarget {
  /** Only these can carry a managed policy; an IAM Identity Center role refuses. */
  readonly kind: 'user' | 'role'
  /** The whole ARN, with its path. */
  readonly arn: string
  readonly policyArns: readonly string[]
}

/** Resource types and condition keys are those of the service authorization reference of IAM. */
function attachActions({ kind, arn, policyArns }: AttachmentTarget, boundary: RequestContext): readonly NeededAction[] {
  const noun = kind === 'user' ? 'User' : 'Role'
  const onPolicies = [
    ['CreatePolicy', 'make the policy'],
    ['GetPolicy', 'see whether it is there'],
    ['GetPolicyVersion', 'see what it says'],
    ['ListPolicyVersions', 'see how many versions it has'],
    ['CreatePolicyVersion', 'change what it says'],
    ['DeletePolicyVersion', 'make room for a new version'],
  ] as const
  const shared = { service: 'iam', features: [] }
  return [
    ...onPolicies.map(([name, purpose]) => ({
      ...shared,
      action: `iam:${name}`,
      for: purpose,
      resources: policyArns,
      context: {},
    })),
    {
      ...shared,
      action: `iam:ListAttached${noun}Policies`,
      for: 'see what is attached',
      resources: [arn],
      context: {},
    },
    ...policyArns.map((policyArn) => ({
      ...shared,
      action: `iam:Attach${noun}Policy`,
      for: 'attach it',
      resources: [arn],
      context: { ...boundary, 'iam:PolicyARN': policyArn },
    })),
  ]
}

/** Whether the caller may make, change and attach the policies, each action by itself. */
export function mayAttach(target: AttachmentTarget, facts: PermissionFacts): readonly ActionVerdict[] {
  const { boundary } = facts
  const isKnown = boundary === undefined || boundary.arn !== undefined
  const context: RequestContext = isKnown ? { 'iam:PermissionsBoundary': boundary?.arn ?? null } : {}
  return verdictsFor(attachActions(target, context), facts)
}

/**
 * What attaching a policy would leave undone: a Deny, a permissions boundary and an organization's policy
 * win over every Allow. What was simulated or refused before the change says nothing about after it, but
 * for what an organization refuses.
 */
export function leftAfterAttaching(
  needed: readonly NeededAction[],
  facts: PermissionFacts,
  documents: readonly PolicyDocument[],
): readonly ActionVerdict[] {
  const added: readonly NamedPolicy[] = documents.map((document) => ({ name: 'the attached policy', document }))
  const simulation = facts.simulation?.filter(({ allowedByOrganization }) => allowedByOrganization === false)
  const after = { ...facts, policies: [...facts.policies, ...added], refusals: [], simulation }
  return verdictsFor(needed, after).filter(({ verdict }) => verdict === 'denied')
}

export const allowedAll = (verdicts: readonly ActionVerdict[]): boolean =>
  verdicts.every(({ verdict }) => verdict === 'allowed')
