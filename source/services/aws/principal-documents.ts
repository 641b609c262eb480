import { GetPolicyCommand, GetPolicyVersionCommand, type IAMClient, ListPoliciesCommand } from '@aws-sdk/client-iam'
import type { NamedPolicy } from '../../permissions/policy.ts'
import { readPolicyDocument } from '../../permissions/policy-document.ts'
import type { Answer, Inquiry } from './principal-inquiry.ts'

export interface PolicyLabel {
  readonly name: string
  readonly origin: string
  readonly arn?: string
}

/** IAM gives documents URL-encoded (RFC 3986). */
export function namedPolicy(label: PolicyLabel, answer: Answer<string | undefined>): NamedPolicy {
  if ('problem' in answer) return { ...label, unreadable: answer.problem }
  let text: string
  try {
    text = decodeURIComponent(answer.value ?? '')
  } catch {
    return { ...label, unreadable: 'it is not URL-encoded as IAM promises' }
  }
  const read = readPolicyDocument(text)
  return 'problem' in read ? { ...label, unreadable: read.problem } : { ...label, document: read.document }
}

/**
 * Which version of each attached policy is in force, in one request: that saves asking for every
 * policy by itself. More than a thousand attached policies are not followed; the rest is asked singly.
 */
export async function listDefaultVersions(client: IAMClient, inquiry: Inquiry): Promise<ReadonlyMap<string, string>> {
  const answer = await inquiry.ask({ action: 'iam:ListPolicies', resource: '*' }, () =>
    client.send(new ListPoliciesCommand({ OnlyAttached: true, MaxItems: 1000 })),
  )
  const policies = 'value' in answer ? (answer.value.Policies ?? []) : []
  return new Map(
    policies.flatMap(({ Arn, DefaultVersionId }) =>
      Arn && DefaultVersionId ? [[Arn, DefaultVersionId] as const] : [],
    ),
  )
}

export const getDefaultVersion = (client: IAMClient, inquiry: Inquiry, arn: string) =>
  inquiry.ask({ action: 'iam:GetPolicy', resource: arn }, async () => {
    const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: arn }))
    return Policy?.DefaultVersionId
  })

export const getVersion = (client: IAMClient, inquiry: Inquiry, arn: string, VersionId: string) =>
  inquiry.ask({ action: 'iam:GetPolicyVersion', resource: arn }, async () => {
    const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId }))
    return PolicyVersion?.Document
  })
