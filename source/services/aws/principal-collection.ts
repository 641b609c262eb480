import { GetRoleCommand, GetUserCommand, type IAMClient, ListGroupsForUserCommand } from '@aws-sdk/client-iam'
import type { NamedPolicy } from '../../permissions/policy.ts'
import {
  getDefaultVersion,
  getVersion,
  listDefaultVersions,
  namedPolicy,
  type PolicyLabel,
} from './principal-documents.ts'
import { allPages, Inquiry } from './principal-inquiry.ts'
import { type Carrier, getInline, listAttached, listInline } from './principal-listings.ts'

/** A request; what it finds out may lead to further ones, which make the next wave. */
export type Request = () => Promise<readonly Request[]>

/** What is gathered about one principal, wave by wave. */
export class Collection {
  readonly policies: NamedPolicy[] = []
  readonly inquiry = new Inquiry()
  boundary: NamedPolicy | undefined
  arn: string
  /** `AIDA…` of a user, `AROA…` of a role. */
  id: string | undefined
  /** Of the user's groups, once IAM has listed them. */
  groupCount: number | undefined
  private versions: ReadonlyMap<string, string> = new Map()
  private readonly asked = new Set<string>()
  private readonly client: IAMClient
  private readonly onSelf: (collection: Collection) => void

  /** @param onSelf called when IAM has described the user or role, or refused to. */
  constructor(client: IAMClient, arn: string, onSelf: (collection: Collection) => void) {
    this.client = client
    this.arn = arn
    this.onSelf = onSelf
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
      this.groupCount = answer.value.length
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
      const answer = await this.inquiry.ask({ action: `iam:Get${kind}`, resource: arn }, () =>
        this.describe(kind, name),
      )
      const label = { name: 'permissions boundary', origin: `of the ${kind.toLowerCase()}` }
      if ('problem' in answer || answer.value === undefined) {
        const unreadable = 'problem' in answer ? answer.problem : `IAM answered iam:Get${kind} with nothing`
        this.boundary = { ...label, unreadable }
        this.onSelf(this)
        return []
      }
      const { value } = answer
      this.arn = value.Arn ?? this.arn
      this.id = value.id
      this.onSelf(this)
      const boundaryArn = value.PermissionsBoundary?.PermissionsBoundaryArn
      if (boundaryArn === undefined) return []
      const boundary = { ...label, name: boundaryArn.split('/').at(-1) ?? label.name, arn: boundaryArn }
      return [this.document(boundary, (policy) => (this.boundary = policy))]
    }
  private async describe(kind: Carrier['kind'], name: string) {
    if (kind === 'User') {
      const { User } = await this.client.send(new GetUserCommand({ UserName: name }))
      return User && { ...User, id: User.UserId }
    }
    const { Role } = await this.client.send(new GetRoleCommand({ RoleName: name }))
    return Role && { ...Role, id: Role.RoleId }
  }
}
