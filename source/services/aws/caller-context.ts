import type { RequestContext } from '../../permissions/policy.ts'
import { requestContext } from '../../permissions/request-context.ts'
import type { Principal } from './principal.ts'

/** What is known of an identity besides its name. */
export interface KnownPrincipal {
  /** Of the user or role, never of a session. */
  readonly arn: string
  /** False for a role whose path is not known: then `arn` may be wrong. */
  readonly isArnWhole: boolean
  /** `aws:userid`; of a role it ends with the session's name. */
  readonly userId?: string
}

/** Whose requests they are, and by which credentials. */
export interface Caller {
  readonly principal: Principal
  readonly region: string
  /** A session token goes with the credentials. */
  readonly isTemporary: boolean
}

/** The condition keys that each request of this identity carries; what is not known is left out, and so in doubt. */
export function callerContext({ principal, region, isTemporary }: Caller, known: KnownPrincipal): RequestContext {
  const { 'aws:PrincipalArn': principalArn, ...context } = requestContext({
    principalArn: known.arn,
    account: principal.account,
    region,
    isTemporary,
    ...(principal.kind === 'user' ? { userName: principal.name } : {}),
    ...(known.userId === undefined ? {} : { userId: known.userId }),
  })
  const federated = principal.kind === 'federated' ? { 'aws:PrincipalType': 'FederatedUser' } : {}
  return {
    ...context,
    ...federated,
    ...(known.isArnWhole && principalArn !== undefined ? { 'aws:PrincipalArn': principalArn } : {}),
  }
}
