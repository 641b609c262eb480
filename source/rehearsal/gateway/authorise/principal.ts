import type { NamedPolicy } from '../../../permissions/policy.ts'

/** Who signed a request. */
export interface Principal {
  readonly kind: 'root' | 'service' | 'user' | 'role'
  /** As the request log names it: `admin`, `role:twin-dev-api`. */
  readonly label: string
  /** The user's or role's own name: its policies are those that count. */
  readonly name: string
  /** As AWS names it in refusals and GetCallerIdentity; an assumed role's session has an sts ARN. */
  readonly arn: string
  /** `aws:userid`. */
  readonly id: string
  /** Only when temporary credentials signed. */
  readonly session?: PrincipalSession
}

export interface PrincipalSession {
  /** Which operation of STS gave them: AssumeRole, GetSessionToken or GetFederationToken. */
  readonly type: 'role' | 'user' | 'federated'
  readonly issuedAt: Date
  /** What was passed when it began; it can only take away. Absent when nothing was. */
  readonly policies?: readonly NamedPolicy[]
}
