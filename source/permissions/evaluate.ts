import { type Covering, compiledOf, statementsCovering } from './covered-actions.ts'
import {
  type AuthorizationRequest,
  type Effect,
  isReadable,
  type NamedPolicy,
  type ReadablePolicy,
  type UnreadablePolicy,
} from './policy.ts'
import { shownReasons, shownText } from './shown-text.ts'
import { statementApplies } from './statement.ts'
import type { Truth } from './truth.ts'

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

/** A statement that may decide, and why it is not certain. */
interface Doubtful {
  readonly by: Deciding
  readonly doubts: readonly string[]
}

interface Findings {
  denied?: Deciding
  allowed?: Deciding
  readonly doubtfulDenies: Doubtful[]
  readonly doubtfulAllows: Doubtful[]
}

const describe = (by: Deciding) =>
  `"${shownText(by.policy)}"${by.origin ? ` (${shownText(by.origin)})` : ''}, ${by.statement}`

/** A Sid is letters and digits (IAM user guide, "JSON policy elements: Sid"); another is no name to show. */
const nameOf = ({ entry: { statement, index } }: Covering) =>
  statement.Sid && /^[A-Za-z0-9]{1,100}$/.test(statement.Sid) ? statement.Sid : `statement ${index + 1}`

function judge(covering: Covering, policy: ReadablePolicy, request: AuthorizationRequest, doubts: string[]): Truth {
  const doubt = (reason: string) => doubts.push(reason)
  const applies = statementApplies(compiledOf(covering, policy.document), { request, doubt })
  if (applies !== 'yes' || covering.covers === 'yes') return applies
  doubt(`AWS does not say whether it speaks of ${request.action}`)
  return 'unknown'
}

const same = (text: string) => text

const wordDoubtful = ({ by, doubts }: Doubtful) =>
  `${describe(by)} may ${by.effect === 'Deny' ? 'deny' : 'allow'} it: ${shownReasons(doubts, ', and ', same)}`

function readPolicy(policy: ReadablePolicy, request: AuthorizationRequest, findings: Findings): void {
  for (const covering of statementsCovering(policy.document, request.action)) {
    const doubts: string[] = []
    const applies = judge(covering, policy, request, doubts)
    if (applies === 'no') continue
    const by: Deciding = {
      policy: policy.name,
      ...(policy.origin === undefined ? {} : { origin: policy.origin }),
      statement: nameOf(covering),
      effect: covering.entry.statement.Effect,
    }
    const isDeny = by.effect === 'Deny'
    if (applies === 'unknown') {
      const doubtful = isDeny ? findings.doubtfulDenies : findings.doubtfulAllows
      doubtful.push({ by, doubts })
    } else if (isDeny) {
      findings.denied = by
      return
    } else {
      findings.allowed ??= by
    }
  }
}

const wordUnread = ({ name, unreadable }: UnreadablePolicy) => `"${shownText(name)}" could not be read: ${unreadable}`

function decide(policies: readonly NamedPolicy[], request: AuthorizationRequest, nobody: string): Decision {
  const findings: Findings = { doubtfulDenies: [], doubtfulAllows: [] }
  const unread: UnreadablePolicy[] = []
  for (const policy of policies) {
    if (!isReadable(policy)) unread.push(policy)
    else if (findings.denied === undefined) readPolicy(policy, request, findings)
  }
  const { denied, allowed, doubtfulDenies, doubtfulAllows } = findings
  if (denied) return { verdict: 'denied', by: denied, because: `${describe(denied)} denies it.` }
  const doubts = [...(allowed ? doubtfulDenies : doubtfulAllows), ...unread]
  if (doubts.length > 0) {
    const word = (doubt: Doubtful | UnreadablePolicy) => ('by' in doubt ? wordDoubtful(doubt) : wordUnread(doubt))
    return { verdict: 'unknown', because: `${shownReasons(doubts, '; ', word)}.` }
  }
  if (allowed) return { verdict: 'allowed', by: allowed, because: `${describe(allowed)} allows it.` }
  return { verdict: 'denied', because: nobody }
}

/**
 * Decides as IAM does for a request within one account: an explicit Deny anywhere wins, then an Allow
 * is needed in the identity policies and, when there is one, in the permissions boundary (IAM user
 * guide, "Policy evaluation logic"). Resource policies, session policies and organization policies are
 * not seen here.
 *
 * Whatever a missing value, an unread policy or the documentation's silence could change is "unknown",
 * and nothing else is: a Deny that is certain denies whatever else is in doubt; without any possible
 * Allow it is denied even when a Deny is in doubt; an Allow stands only where no Deny is in doubt.
 */
export function evaluate({ identityPolicies, boundary, request }: Evaluation): Decision {
  // STS API reference: this operation needs no permission, and not even an explicit Deny stops it.
  if (request.action.toLowerCase() === 'sts:getcalleridentity') {
    return { verdict: 'allowed', because: 'AWS answers it to everybody.' }
  }
  const own = decide(identityPolicies, request, 'No policy allows it.')
  if (boundary === undefined) return own
  const limit = decide([boundary], request, `The permissions boundary "${shownText(boundary.name)}" does not allow it.`)
  const decisions = [own, limit]
  return (
    decisions.find(({ verdict, by }) => verdict === 'denied' && by !== undefined) ??
    decisions.find(({ verdict }) => verdict === 'denied') ??
    decisions.find(({ verdict }) => verdict === 'unknown') ??
    own
  )
}
