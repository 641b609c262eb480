import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  type Policy,
  type PolicyVersion,
} from '@aws-sdk/client-iam'
import { UserError } from '../../errors.ts'
import type { PolicyDocument } from '../../permissions/policy.ts'
import { explained } from './errors.ts'
import { allPages } from './principal-inquiry.ts'
import { listAttached } from './principal-listings.ts'

/** Who gets policies: only these two can carry managed ones. */
export interface Recipient {
  readonly kind: 'user' | 'role'
  readonly name: string
}

export interface WantedPolicy {
  readonly name: string
  readonly arn: string
  readonly document: PolicyDocument
}

/** What shall be: these customer managed policies, saying this, attached to that user or role. */
export interface AttachmentWish {
  readonly recipient: Recipient
  readonly policies: readonly WantedPolicy[]
  /** What the names of the policies begin with, to find those of earlier times. */
  readonly stem: string
}

export interface PolicyFacts {
  readonly wanted: WantedPolicy
  readonly state: 'missing' | 'same' | 'other'
  readonly isAttached: boolean
  /** Users, groups and roles that have it, the recipient among them. */
  readonly holders: number
}

export interface AttachmentFacts {
  readonly policies: readonly PolicyFacts[]
  /** Attached parts of an earlier, longer policy, which nobody needs any more. */
  readonly surplus: readonly string[]
}

export const inWords = ({ kind, name }: Recipient) => `the ${kind} ${name}`

/** Says the same, whatever order its keys were written in. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`
}

/** IAM gives documents URL-encoded (RFC 3986). What cannot be read is another document. */
function saysTheSame(encoded: string | undefined, wanted: PolicyDocument): boolean {
  try {
    return canonical(JSON.parse(decodeURIComponent(encoded ?? ''))) === canonical(wanted)
  } catch {
    return false
  }
}

/** A customer managed policy, or undefined when there is none of that ARN. */
export async function findPolicy(iam: IAMClient, arn: string): Promise<Policy | undefined> {
  try {
    return (await iam.send(new GetPolicyCommand({ PolicyArn: arn }))).Policy
  } catch (problem) {
    if (isGone(problem)) return undefined
    throw problem
  }
}

export const isGone = (problem: unknown) => problem instanceof Error && /^NoSuchEntity(Exception)?$/.test(problem.name)

async function inspectPolicy(
  iam: IAMClient,
  wanted: WantedPolicy,
  attached: ReadonlySet<string>,
): Promise<PolicyFacts> {
  const policy = await findPolicy(iam, wanted.arn)
  if (!policy) return { wanted, state: 'missing', isAttached: false, holders: 0 }
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: wanted.arn, VersionId: policy.DefaultVersionId }),
  )
  return {
    wanted,
    state: saysTheSame(PolicyVersion?.Document, wanted.document) ? 'same' : 'other',
    isAttached: attached.has(wanted.arn),
    holders: policy.AttachmentCount ?? 0,
  }
}

/**
 * How far the wish is fulfilled. Reads only.
 * @throws UserError RECIPIENT_NOT_FOUND, or what explains a refused read.
 */
export async function inspectAttachment(iam: IAMClient, wish: AttachmentWish): Promise<AttachmentFacts> {
  const { recipient, policies, stem } = wish
  const kind = recipient.kind === 'user' ? 'User' : 'Role'
  return explained('reading what is attached', async () => {
    const list = await listAttached(iam, { kind, name: recipient.name, arn: '' }).catch((problem: unknown) => {
      throw isGone(problem) ? notFound(recipient) : problem
    })
    const attached = new Set(list.map(({ PolicyArn = '' }) => PolicyArn))
    const wanted = new Set(policies.map(({ name }) => name))
    const isPart = (name: string) =>
      name === stem || (name.startsWith(`${stem}-`) && /^\d+$/.test(name.slice(stem.length + 1)))
    return {
      policies: await Promise.all(policies.map((policy) => inspectPolicy(iam, policy, attached))),
      surplus: list.map(({ PolicyName = '' }) => PolicyName).filter((name) => isPart(name) && !wanted.has(name)),
    }
  })
}

/** All versions, the oldest first. */
export async function listVersions(iam: IAMClient, arn: string): Promise<readonly PolicyVersion[]> {
  const versions = await allPages(
    (Marker) => iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn, Marker })),
    (page) => page.Versions,
  )
  // v1, v2 …: IAM counts on and never uses a number again.
  const number = ({ VersionId = '' }: PolicyVersion) => Number(VersionId.slice(1))
  return versions.toSorted((one, other) => number(one) - number(other))
}

const notFound = (recipient: Recipient) =>
  new UserError('RECIPIENT_NOT_FOUND', `There is no ${recipient.kind} called ${recipient.name} in this account.`, [
    `aws iam list-${recipient.kind}s --query '${recipient.kind === 'user' ? 'Users[].UserName' : 'Roles[].RoleName'}'   # who there is`,
  ])
