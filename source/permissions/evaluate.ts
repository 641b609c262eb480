import {
  type AuthorizationRequest,
  type Effect,
  isReadable,
  type NamedPolicy,
  type ReadablePolicy,
  statementsOf,
} from './policy.ts'
import { coversAction, statementApplies } from './statement.ts'

export type Verdict = 'allowed' | 'denied' | 'unknown'

/** The statement that decides. */
export interface Deciding {
  readonly policy: string
  readonly origin?: string
  /** Its Sid, else "statement 2", counted from 1. */
  readonly statement: string
  readonly effect: Effect
}

export interface Decision {
  readonly verdict: Verdict
  readonly by?: Deciding
  /** Why, in one sentence. */
  readonly because: string
}

export interface Evaluation {
  readonly identityPolicies: readonly NamedPolicy[]
  /** The permissions boundary; absent when the principal has none. */
  readonly boundary?: NamedPolicy | undefined
  readonly request: AuthorizationRequest
}

interface Findings {
  denied?: Deciding
  allowed?: Deciding
  /** Why a Deny might apply, and why an Allow might. */
  readonly doubtfulDenies: string[]
  readonly doubtfulAllows: string[]
}

const describe = (by: Deciding) => `"${by.policy}"${by.origin ? ` (${by.origin})` : ''}, ${by.statement}`

function readPolicy(policy: ReadablePolicy, request: AuthorizationRequest, findings: Findings): void {
  const hasVariables = policy.document.Version === '2012-10-17'
  const action = request.action.toLowerCase()
  for (const [index, statement] of statementsOf(policy.document).entries()) {
    if (!coversAction(statement, action)) continue
    const doubts: string[] = []
    const applies = statementApplies(statement, { request, hasVariables, doubt: (reason) => doubts.push(reason) })
    if (applies === 'no') continue
    const by: Deciding = {
      policy: policy.name,
      ...(policy.origin === undefined ? {} : { origin: policy.origin }),
      statement: statement.Sid ?? `statement ${index + 1}`,
      effect: statement.Effect,
    }
    const isDeny = statement.Effect === 'Deny'
    if (applies === 'yes') {
      if (isDeny) findings.denied ??= by
      else findings.allowed ??= by
      continue
    }
    const reasons = [...new Set(doubts)].join(', and ')
    if (isDeny) findings.doubtfulDenies.push(`${describe(by)} may deny it: ${reasons}`)
    else findings.doubtfulAllows.push(`${describe(by)} may allow it: ${reasons}`)
  }
}

function decide(policies: readonly NamedPolicy[], request: AuthorizationRequest, nobody: string): Decision {
  const findings: Findings = { doubtfulDenies: [], doubtfulAllows: [] }
  const unread: string[] = []
  for (const policy of policies) {
    if (isReadable(policy)) readPolicy(policy, request, findings)
    else unread.push(`"${policy.name}" could not be read: ${policy.unreadable}`)
  }
  const { denied, allowed, doubtfulDenies, doubtfulAllows } = findings
  if (denied) return { verdict: 'denied', by: denied, because: `${describe(denied)} denies it.` }
  if (allowed) {
    const doubts = [...doubtfulDenies, ...unread]
    if (doubts.length > 0) return { verdict: 'unknown', because: `${doubts.join('; ')}.` }
    return { verdict: 'allowed', by: allowed, because: `${describe(allowed)} allows it.` }
  }
  const doubts = [...doubtfulAllows, ...unread]
  if (doubts.length > 0) return { verdict: 'unknown', because: `${doubts.join('; ')}.` }
  return { verdict: 'denied', because: nobody }
}

/**
 * Decides as IAM does for a request within one account: an explicit Deny anywhere wins, then an Allow
 * is needed in the identity policies and, when there is one, in the permissions boundary (IAM user
 * guide, "Policy evaluation logic"). Resource policies, session policies and organization policies are
 * not seen here. Whatever a missing value or an unread policy could change is "unknown".
 */
export function evaluate({ identityPolicies, boundary, request }: Evaluation): Decision {
  // STS API reference: this operation needs no permission, and not even an explicit Deny stops it.
  if (request.action.toLowerCase() === 'sts:getcalleridentity') {
    return { verdict: 'allowed', because: 'AWS answers it to everybody.' }
  }
  const own = decide(identityPolicies, request, 'No policy allows it.')
  if (boundary === undefined) return own
  const limit = decide([boundary], request, `The permissions boundary "${boundary.name}" does not allow it.`)
  const decisions = [own, limit]
  return (
    decisions.find(({ verdict, by }) => verdict === 'denied' && by !== undefined) ??
    decisions.find(({ verdict }) => verdict === 'denied') ??
    decisions.find(({ verdict }) => verdict === 'unknown') ??
    own
  )
}
