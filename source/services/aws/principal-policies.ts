import { GetRoleCommand, GetUserCommand, type IAMClient, ListGroupsForUserCommand } from '@aws-sdk/client-iam'
import type { Refusal } from '../../permissions/access-denied.ts'
import type { NamedPolicy } from '../../permissions/policy.ts'
import type { Principal } from './principal.ts'
import {
  getDefaultVersion,
  getVersion,
  listDefaultVersions,
  namedPolicy,
  type PolicyLabel,
} from './principal-documents.ts'
import { type Asked, allPages, Inquiry } from './principal-inquiry.ts'
import { type Carrier, getInline, listAttached, listInline } from './principal-listings.ts'

export interface PrincipalPolicies {
  /** The whole ARN of the user or role, with its path where IAM told it. */
  readonly arn: string
  readonly userId?: string
  /** What was found; what could not be read stands in it as unreadable, so that nothing is taken for allowed. */
  readonly policies: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy
  /** Every question that IAM refused. */
  readonly refusals: readonly Refusal[]
  /** Every question that IAM answered. */
  readonly answered: readonly Asked[]
}

/** A request; what it finds out may lead to further ones, which make the next wave. */
type Request = () => Promise<readonly Request[]>

class Collection {
  readonly policies: NamedPolicy[] = []
  readonly inquiry = new Inquiry()
  boundary: NamedPolicy | undefined
  arn: string
  userId: string | undefined
  private versions: ReadonlyMap<string, string> = new Map()
  private readonly asked = new Set<string>()
  private readonly client: IAMClient

  constructor(client: IAMClient, arn: string) {
    this.client = client
    this.arn = arn
  }

  async run(wave: readonly Request[]): Promise<void> {
    let requests = wave
    while (requests.length > 0) requests = (await Promise.all(requests.map((request) => request()))).flat()
  }

  readonly defaultVersions: Request = async () => {
    this.versions = await listDefaultVersions(this.client, this.inquiry)
    return []
  }

  /** Asks for a role only to see whether it is allowed to ask; the role need not exist. */
  readonly probe =
    (name: string, resource: string): Request =>
    async () => {
      await this.inquiry.ask({ action: 'iam:GetRole', resource }, () =>
        this.client.send(new GetRoleCommand({ RoleName: name })),
      )
      return []
    }

  private readonly document = (label: PolicyLabel & { arn: string }, store: (policy: NamedPolicy) => void): Request => {
    const fetchVersion =
      (version: string): Request =>
      async () => {
        store(namedPolicy(label, await getVersion(this.client, this.inquiry, label.arn, version)))
        return []
      }
    return async () => {
      const known = this.versions.get(label.arn)
      if (known !== undefined) return fetchVersion(known)()
      const answer = await getDefaultVersion(this.client, this.inquiry, label.arn)
      if ('value' in answer && answer.value) return [fetchVersion(answer.value)]
      store({ ...label, unreadable: 'problem' in answer ? answer.problem : 'it has no version in force' })
      return []
    }
  }

  readonly attached =
    (carrier: Carrier, origin: string): Request =>
    async () => {
      const asked = { action: `iam:ListAttached${carrier.kind}Policies`, resource: carrier.arn }
      const answer = await this.inquiry.ask(asked, () => listAttached(this.client, carrier))
      if ('problem' in answer) {
        this.policies.push({ name: 'managed policies', origin, unreadable: answer.problem })
        return []
      }
      return answer.value.flatMap(({ PolicyArn: arn = '', PolicyName: name = '' }) => {
        if (this.asked.has(arn)) return []
        this.asked.add(arn)
        return [this.document({ name, origin, arn }, (policy) => this.policies.push(policy))]
      })
    }

  readonly inline =
    (carrier: Carrier, origin: string): Request =>
    async () => {
      const list = { action: `iam:List${carrier.kind}Policies`, resource: carrier.arn }
      const answer = await this.inquiry.ask(list, () => listInline(this.client, carrier))
      if ('problem' in answer) {
        this.policies.push({ name: 'inline policies', origin, unreadable: answer.problem })
        return []
      }
      const get = { action: `iam:Get${carrier.kind}Policy`, resource: carrier.arn }
      return answer.value.map(
        (name): Request =>
          async () => {
            const text = await this.inquiry.ask(get, () => getInline(this.client, carrier, name))
            this.policies.push(namedPolicy({ name, origin }, text))
            return []
          },
      )
    }

  readonly groups =
    (user: Carrier): Request =>
    async () => {
      const answer = await this.inquiry.ask({ action: 'iam:ListGroupsForUser', resource: user.arn }, () =>
        allPages(
          (Marker) => this.client.send(new ListGroupsForUserCommand({ UserName: user.name, Marker })),
          (page) => page.Groups,
        ),
      )
      if ('problem' in answer) {
        this.policies.push({ name: 'policies of groups', origin: 'of the user', unreadable: answer.problem })
        return []
      }
      return answer.value.flatMap(({ GroupName: name = '', Arn: arn = '' }) => {
        const group: Carrier = { kind: 'Group', name, arn }
        return [
          this.attached(group, `attached to the group ${name}`),
          this.inline(group, `inline in the group ${name}`),
        ]
      })
    }

  readonly self =
    ({ kind, name, arn }: Carrier): Request =>
    async () => {
      const answer = await this.inquiry.ask({ action: `iam:Get${kind}`, resource: arn }, async () =>
        kind === 'User'
          ? (await this.client.send(new GetUserCommand({ UserName: name }))).User
          : (await this.client.send(new GetRoleCommand({ RoleName: name }))).Role,
      )
      const label = { name: 'permissions boundary', origin: `of the ${kind.toLowerCase()}` }
      if ('problem' in answer || answer.value === undefined) {
        const unreadable = 'problem' in answer ? answer.problem : `IAM answered iam:Get${kind} with nothing`
        this.boundary = { ...label, unreadable }
        return []
      }
      this.arn = answer.value.Arn ?? this.arn
      if ('UserId' in answer.value) this.userId = answer.value.UserId
      const boundaryArn = answer.value.PermissionsBoundary?.PermissionsBoundaryArn
      if (boundaryArn === undefined) return []
      const boundary = { ...label, name: boundaryArn.split('/').at(-1) ?? label.name, arn: boundaryArn }
      return [this.document(boundary, (policy) => (this.boundary = policy))]
    }
}

function firstWave(collection: Collection, principal: Principal): readonly Request[] {
  if (principal.kind !== 'user' && principal.kind !== 'role' && principal.kind !== 'sso-role') return []
  const kind = principal.kind === 'user' ? 'User' : 'Role'
  const carrier: Carrier = { kind, name: principal.name, arn: principal.arn }
  const word = kind.toLowerCase()
  return [
    collection.self(carrier),
    collection.attached(carrier, `attached to the ${word}`),
    collection.inline(carrier, `inline in the ${word}`),
    collection.defaultVersions,
    ...(kind === 'User' ? [collection.groups(carrier)] : []),
  ]
}

const sortKey = ({ origin = '', name }: NamedPolicy) => `${origin}\n${name}`

/**
 * Reads all policies of a principal: managed, inline, of its groups, and the permissions boundary.
 * Takes three waves of requests (four when iam:ListPolicies is refused and a group has managed
 * policies). What IAM refuses is noted, not thrown.
 * @param probeRole a role that the deployment will have; asking for it shows whether IAM may be read at all.
 */
export async function readPrincipalPolicies(
  client: IAMClient,
  principal: Principal,
  { probeRole }: { readonly probeRole?: string } = {},
): Promise<PrincipalPolicies> {
  const collection = new Collection(client, principal.arn)
  const wave = firstWave(collection, principal)
  if (wave.length === 0) {
    collection.policies.push({ name: 'policies', unreadable: `IAM does not list those of ${principal.arn}` })
  }
  const probeArn = `arn:${principal.partition}:iam::${principal.account}:role/${probeRole}`
  await collection.run(probeRole === undefined ? wave : [...wave, collection.probe(probeRole, probeArn)])
  const { arn, userId, boundary, inquiry } = collection
  return {
    arn,
    ...(userId === undefined ? {} : { userId }),
    policies: collection.policies.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    ...(boundary === undefined ? {} : { boundary }),
    refusals: inquiry.refusals,
    answered: inquiry.answered,
  }
}
