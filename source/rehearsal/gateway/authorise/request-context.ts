import type { RequestContext } from '../../../permissions/policy.ts'
import type { Holder } from './iam-state.ts'
import type { Principal } from './principal.ts'

interface Place {
  readonly holder: Holder | undefined
  readonly account: string
  /** The region that the request was signed for; us-east-1 for the global services. */
  readonly region: string
}

const principalTypes = { role: 'AssumedRole', user: 'User', federated: 'FederatedUser' } as const

/** The global condition keys that are known here (IAM user guide, "AWS global condition context keys"). */
export function requestContextOf(principal: Principal, { holder, account, region }: Place): RequestContext {
  const now = new Date()
  const { session } = principal
  const tags = Object.entries(holder?.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value] as const)
  return {
    ...Object.fromEntries(tags),
    // Of a role session it is the role's, with its path; of a federated user his own.
    'aws:PrincipalArn': session?.type === 'role' ? (holder?.arn ?? principal.arn) : principal.arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': principalTypes[session?.type ?? 'user'],
    'aws:userid': principal.id,
    ...(principal.kind === 'user' && session?.type !== 'federated' ? { 'aws:username': principal.name } : {}),
    // Long-lived keys carry neither of the two.
    ...(session ? { 'aws:TokenIssueTime': session.issuedAt.toISOString(), 'aws:MultiFactorAuthPresent': 'false' } : {}),
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': account,
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:SourceIp': '127.0.0.1',
  }
}
