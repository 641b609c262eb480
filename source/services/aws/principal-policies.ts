import type { IAMClient } from '@aws-sdk/client-iam'
import type { Refusal } from '../../permissions/access-denied.ts'
import type { NamedPolicy } from '../../permissions/policy.ts'
import type { KnownPrincipal } from './caller-context.ts'
import type { Principal } from './principal.ts'
import { Collection, type Request } from './principal-collection.ts'
import type { Asked } from './principal-inquiry.ts'
import type { Carrier } from './principal-listings.ts'

export interface PrincipalPolicies extends KnownPrincipal {
  /** How many groups the user is in; undefined when IAM did not say. */
  readonly groupCount?: number
  /** What was found; what could not be read stands in it as unreadable, so that nothing is taken for allowed. */
  readonly policies: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy
  /** Every question that IAM refused. */
  readonly refusals: readonly Refusal[]
  /** Every question that IAM answered. */
  readonly answered: readonly Asked[]
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

interface ReadingOptions {
  /** A role that the deployment will have; asking for it shows whether IAM may be read at all. */
  readonly probeRole?: string
  /** Called once for a user or role, when IAM has described it or refused to; the policies come later. */
  readonly onKnown?: (known: KnownPrincipal) => void
}

/**
 * Reads all policies of a principal: managed, inline, of its groups, and the permissions boundary.
 * Takes three waves of requests (four when iam:ListPolicies is refused and a group has managed
 * policies). What IAM refuses is noted, not thrown.
 */
export async function readPrincipalPolicies(
  client: IAMClient,
  principal: Principal,
  { probeRole, onKnown = () => undefined }: ReadingOptions = {},
): Promise<PrincipalPolicies> {
  const known = ({ arn, id }: Collection): KnownPrincipal => {
    const userId = id !== undefined && 'session' in principal ? `${id}:${principal.session}` : id
    const isArnWhole = !('session' in principal) || id !== undefined
    return { arn, isArnWhole, ...(userId === undefined ? {} : { userId }) }
  }
  const collection = new Collection(client, principal.arn, (self) => onKnown(known(self)))
  const wave = firstWave(collection, principal)
  if (wave.length === 0) {
    collection.policies.push({ name: 'policies', unreadable: `IAM does not list those of ${principal.arn}` })
  }
  const probeArn = `arn:${principal.partition}:iam::${principal.account}:role/${probeRole}`
  await collection.run(probeRole === undefined ? wave : [...wave, collection.probe(probeRole, probeArn)])
  const { arn, groupCount, boundary, inquiry } = collection
  // The questions were asked by the ARN that was known then.
  const about = <Fact extends Asked>(fact: Fact) =>
    fact.resource === principal.arn ? { ...fact, resource: arn } : fact
  return {
    ...known(collection),
    ...(groupCount === undefined ? {} : { groupCount }),
    policies: collection.policies.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    ...(boundary === undefined ? {} : { boundary }),
    refusals: inquiry.refusals.map(about),
    answered: inquiry.answered.map(about),
  }
}
