import { type Decision, evaluate } from '../../../permissions/evaluate.ts'
import type { AuthorizationRequest } from '../../../permissions/policy.ts'
import type { Check } from '../call.ts'
import type { Holder, IamState } from './iam-state.ts'
import type { Principal } from './principal.ts'

export interface Denial {
  readonly check: Check
  readonly message: string
}

export interface Authoriser {
  /** The first check that IAM denies; undefined when all are allowed. */
  findDenial(principal: Principal, checks: readonly Check[], region: string): Promise<Denial | undefined>
}

/**
 * Decides by the policies that moto holds for the caller. Resource policies are left out: within one
 * account an identity policy that allows is enough (IAM user guide, "Policy evaluation logic"), and a
 * TLS-only bucket policy cannot be met on plain loopback HTTP.
 */
export function createAuthoriser(state: IamState, account: string): Authoriser {
  return {
    async findDenial(principal, checks, region) {
      if (principal.kind === 'root' || principal.kind === 'service') return undefined
      const holder = await state.find(principal.kind, principal.name)
      for (const check of checks) {
        const request = authorizationRequest(principal, check, account, region)
        const decision = decide(holder, request)
        if (decision.verdict !== 'allowed') return { check, message: wordDenial(principal, check, decision, holder) }
      }
      return undefined
    },
  }
}

function decide(holder: Holder | undefined, request: AuthorizationRequest): Decision {
  return evaluate({ identityPolicies: holder?.policies ?? [], boundary: holder?.boundary, request })
}

/** The request with the global condition keys that are known here (IAM user guide, "Global condition context keys"). */
function authorizationRequest(
  principal: Principal,
  check: Check,
  account: string,
  region: string,
): AuthorizationRequest {
  const now = new Date()
  return {
    action: check.action,
    resource: check.resource,
    contextIsComplete: true,
    context: {
      'aws:PrincipalArn': principal.kind === 'role' ? `arn:aws:iam::${account}:role/${principal.name}` : principal.arn,
      'aws:PrincipalAccount': account,
      'aws:PrincipalType': principal.kind === 'role' ? 'AssumedRole' : 'User',
      'aws:userid': principal.id,
      ...(principal.kind === 'user' ? { 'aws:username': principal.name } : {}),
      'aws:RequestedRegion': region,
      'aws:ResourceAccount': account,
      'aws:CurrentTime': now.toISOString(),
      'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
      'aws:SourceIp': '127.0.0.1',
      ...check.context,
    },
  }
}

/** AWS's own wording (IAM user guide, "Access denied error messages"); S3 puts the resource in quotes. */
function wordDenial(principal: Principal, check: Check, decision: Decision, holder: Holder | undefined): string {
  const resource = check.action.startsWith('s3:') ? `"${check.resource}"` : check.resource
  const on = check.resource === '*' && check.action.startsWith('s3:') ? '' : ` on resource: ${resource}`
  const byBoundary =
    decision.because.startsWith('The permissions boundary') ||
    (decision.by && decision.by.policy === holder?.boundary?.name)
  const kind = byBoundary ? 'permissions boundary' : 'identity-based policy'
  const reason = decision.by
    ? `with an explicit deny in ${byBoundary ? 'a' : 'an'} ${kind}`
    : `because no ${kind} allows the ${check.action} action`
  return `User: ${principal.arn} is not authorized to perform: ${check.action}${on} ${reason}`
}
