/** What AWS said when it refused a call; each is a fact about the caller's permissions. */
export interface Refusal {
  readonly action: string
  /** The ARN, when the call was about one. */
  readonly resource: string
  /** Which kind of policy refuses, when AWS said so. */
  readonly reason: RefusalReason
  readonly message: string
}

/** `explicit-deny`: some policy says Deny. `not-allowed`: no identity policy says Allow. */
export type RefusalReason = 'not-allowed' | 'explicit-deny' | 'boundary' | 'organization' | 'session' | 'unsaid'

/** The wordings are those of the IAM user guide, "Troubleshoot access denied error messages". */
const wordings: readonly (readonly [RefusalReason, RegExp])[] = [
  ['organization', /service control policy|resource control policy/i],
  ['boundary', /permissions boundary/i],
  ['session', /session policy|sessions policy/i],
  ['explicit-deny', /with an explicit deny/i],
  ['not-allowed', /because no identity-based policy allows/i],
]

/** The action that AWS names in a refusal, when it names one. */
export const refusedAction = (message: string): string | undefined =>
  /is not authorized to perform: (?<action>[\w-]+:\w+)/.exec(message)?.groups?.action

/** Reads a refusal; what AWS leaves out is filled from what was asked. */
export function readRefusal(message: string, asked: { readonly action: string; readonly resource: string }): Refusal {
  const resource = /on resource: (?<resource>arn:\S+)/.exec(message)?.groups?.resource
  return {
    action: refusedAction(message) ?? asked.action,
    resource: resource ?? asked.resource,
    reason: wordings.find(([, wording]) => wording.test(message))?.[0] ?? 'unsaid',
    message,
  }
}
