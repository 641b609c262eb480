import type { NamedPolicy } from '../../../permissions/policy.ts'
import { readPolicyDocument } from '../../../permissions/policy-document.ts'
import type { AccountNames } from '../call.ts'
import { type Forward, sendQuery } from '../forward.ts'
import { childrenOf, type Element, findXml, parseXml, textAt } from '../xml.ts'

/** What IAM has written down about one user, role or group. */
export interface Holder {
  readonly arn: string
  readonly name: string
  /** `AIDA…` of a user, `AROA…` of a role. */
  readonly id: string
  readonly tags: Readonly<Record<string, string>>
  /** A role's trust policy, as JSON. */
  readonly trust?: string
  readonly policies: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy
}

type Kind = 'user' | 'role' | 'group'

export interface IamState {
  find(kind: Kind, name: string): Promise<Holder | undefined>
  /** Only when the whole ARN is right, path and all. */
  findByArn(arn: string): Promise<Holder | undefined>
  /** A managed policy, unreadable when there is none. */
  managedPolicy(arn: string): Promise<NamedPolicy>
  /** Read from the last snapshot, so that a request can be understood without waiting. */
  readonly names: Pick<AccountNames, 'arnOf' | 'boundaryOf'>
  /** Permissions boundaries of users, which moto drops. */
  readonly userBoundaries: Map<string, string>
  /** To be called after every write to IAM. */
  invalidate(): void
  refresh(): Promise<void>
}

interface Snapshot {
  readonly holders: ReadonlyMap<string, { element: Element; arn: string }>
  readonly documents: ReadonlyMap<string, string>
}

const kinds = { user: 'User', role: 'Role', group: 'Group' } as const

/** Reads users, roles, groups and policies from moto, once between two writes. */
export function createIamState(forward: Forward, region: string): IamState {
  const userBoundaries = new Map<string, string>()
  const managed = new Map<string, Promise<string>>()
  /** Every request asks for its caller, and parsing their documents anew each time would take longer than the request. */
  const found = new Map<string, Promise<Holder | undefined>>()
  let current: Promise<Snapshot> | undefined
  let last: Snapshot | undefined

  const load = async () => {
    const form: Record<string, string> = { Action: 'GetAccountAuthorizationDetails' }
    for (const [index, filter] of ['User', 'Role', 'Group', 'LocalManagedPolicy'].entries())
      form[`Filter.member.${index + 1}`] = filter
    last = readSnapshot(parseXml(await sendQuery(forward, 'iam', region, form)))
    return last
  }
  const snapshot = () => {
    current ??= load()
    return current
  }
  const managedDocument = (arn: string, local: ReadonlyMap<string, string>) => {
    const own = local.get(arn)
    if (own !== undefined) return own
    const known = managed.get(arn) ?? fetchManagedDocument(forward, region, arn)
    managed.set(arn, known)
    known.catch(() => managed.delete(arn))
    return known
  }
  const attached = async (name: string, arn: string, state: Snapshot, origin?: string) =>
    namedPolicy(name, await managedDocument(arn, state.documents), { arn, ...(origin ? { origin } : {}) })

  async function policiesOf(kind: Kind, element: Element, state: Snapshot): Promise<NamedPolicy[]> {
    const origin = kind === 'group' ? `attached to the group ${textAt(element, 'GroupName')}` : undefined
    const inline = childrenOf(findXml(element, `${kinds[kind]}PolicyList`), 'member').map((member) =>
      namedPolicy(
        textAt(member, 'PolicyName'),
        decodeDocument(textAt(member, 'PolicyDocument')),
        origin ? { origin } : {},
      ),
    )
    const managedOnes = childrenOf(findXml(element, 'AttachedManagedPolicies'), 'member').map((member) =>
      attached(textAt(member, 'PolicyName'), textAt(member, 'PolicyArn'), state, origin),
    )
    const groups = childrenOf(findXml(element, 'GroupList'), 'member').map(async (member) => {
      const group = state.holders.get(`group/${member.text.trim()}`)
      return group ? policiesOf('group', group.element, state) : []
    })
    return [...inline, ...(await Promise.all(managedOnes)), ...(await Promise.all(groups)).flat()]
  }

  const limitOf = (kind: Kind, name: string, element: Element | undefined): string | undefined =>
    (kind === 'user' ? userBoundaries.get(name) : boundaryIn(element)) || undefined

  async function read(kind: Kind, name: string): Promise<Holder | undefined> {
    const state = await snapshot()
    const found = state.holders.get(`${kind}/${name}`)
    if (!found) return undefined
    const { element, arn } = found
    const trust = textAt(element, 'AssumeRolePolicyDocument')
    const limit = limitOf(kind, name, element)
    return {
      arn,
      name,
      id: textAt(element, `${kinds[kind]}Id`),
      tags: tagsOf(element),
      ...(trust ? { trust: decodeDocument(trust) } : {}),
      policies: await policiesOf(kind, element, state),
      ...(limit ? { boundary: await attached(limit.split('/').at(-1) ?? limit, limit, state) } : {}),
    }
  }
  const find = (kind: Kind, name: string) => {
    const key = `${kind}/${name}`
    const known = found.get(key) ?? read(kind, name)
    found.set(key, known)
    return known
  }

  return {
    userBoundaries,
    find,
    async findByArn(arn) {
      const [, kind, name] = /:iam::\d+:(user|role|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
      const holder = name ? await find(kind as Kind, name) : undefined
      return holder?.arn === arn ? holder : undefined
    },
    async managedPolicy(arn) {
      const name = arn.split('/').at(-1) ?? arn
      try {
        return await attached(name, arn, await snapshot())
      } catch {
        return { name, arn, unreadable: 'there is no such policy' }
      }
    },
    names: {
      arnOf: (kind, name) => last?.holders.get(`${kind}/${name}`)?.arn,
      boundaryOf: (kind, name) => limitOf(kind, name, last?.holders.get(`${kind}/${name}`)?.element),
    },
    invalidate() {
      current = undefined
      found.clear()
    },
    async refresh() {
      await snapshot()
    },
  }
}

const boundaryIn = (holder: Element | undefined) => textAt(holder, 'PermissionsBoundary', 'PermissionsBoundaryArn')

function readSnapshot(root: Element): Snapshot {
  const result = findXml(root, 'GetAccountAuthorizationDetailsResult')
  const holders = new Map<string, { element: Element; arn: string }>()
  for (const [kind, noun] of Object.entries(kinds)) {
    for (const element of childrenOf(findXml(result, `${noun}DetailList`), 'member')) {
      holders.set(`${kind}/${textAt(element, `${noun}Name`)}`, { element, arn: textAt(element, 'Arn') })
    }
  }
  const documents = new Map<string, string>()
  for (const policy of childrenOf(findXml(result, 'Policies'), 'member')) {
    const versions = childrenOf(findXml(policy, 'PolicyVersionList'), 'member')
    const current = versions.find((version) => textAt(version, 'IsDefaultVersion') === 'true') ?? versions[0]
    documents.set(textAt(policy, 'Arn'), decodeDocument(textAt(current, 'Document')))
  }
  return { holders, documents }
}

const tagsOf = (element: Element) =>
  Object.fromEntries(
    childrenOf(findXml(element, 'Tags'), 'member').map((tag) => [textAt(tag, 'Key'), textAt(tag, 'Value')]),
  )

async function fetchManagedDocument(forward: Forward, region: string, PolicyArn: string): Promise<string> {
  const policy = parseXml(await sendQuery(forward, 'iam', region, { Action: 'GetPolicy', PolicyArn }))
  const VersionId = textAt(policy, 'GetPolicyResult', 'Policy', 'DefaultVersionId')
  const version = parseXml(
    await sendQuery(forward, 'iam', region, { Action: 'GetPolicyVersion', PolicyArn, VersionId }),
  )
  return decodeDocument(textAt(version, 'GetPolicyVersionResult', 'PolicyVersion', 'Document'))
}

/** IAM gives documents percent-encoded (RFC 3986); moto some of them plain. */
const decodeDocument = (text: string) => (text.startsWith('%') ? decodeURIComponent(text) : text)

function namedPolicy(name: string, text: string, more: { arn?: string; origin?: string }): NamedPolicy {
  const read = readPolicyDocument(text)
  return 'document' in read ? { name, ...more, document: read.document } : { name, ...more, unreadable: read.problem }
}
