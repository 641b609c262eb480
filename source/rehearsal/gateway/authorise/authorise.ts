import { type Decision, evaluate } from '../../../permissions/evaluate.ts'
import type { AuthorizationRequest } from '../../../permissions/policy.ts'
import type { Check } from '../call.ts'
import type { Holder, IamState } from './iam-state.ts'
import type { Principal } from './principal.ts'
import { requestContextOf } from './request-context.ts'
import { trustOf } from './trust.ts'

export interface Denial {
  readonly check: Check
  readonly message: string
}

export interface Authoriser {
  /** The first check that IAM denies; undefined when all are allowed. */
  findDenial(principal: Principal, checks: readonly Check[], region: string): Promise<Denial | undefined>
}

/**
 * Decides by the policies that moto holds for the caller. Resource policies are left out, but for a
 * role's trust policy: within one account an identity policy that allows is enough (IAM user guide,
 * "Policy evaluation logic"), and a TLS-only bucket policy cannot be met on plain loopback HTTP.
 */
export function createAuthoriser(state: IamState, account: string): Authoriser {
  const judge = async (principal: Principal, holder: Holder | undefined, check: Check, region: string) => {
    // STS API reference: GetSessionToken, like GetCallerIdentity, takes no permission.
    if (check.action === 'sts:GetSessionToken') return undefined
    const request: AuthorizationRequest = {
      action: check.action,
      resource: check.resource,
      contextIsComplete: true,
      context: { ...requestContextOf(principal, { holder, account, region }), ...check.context },
    }
    const refused = refusalBy(principal, holder, request)
    if (check.action !== 'sts:AssumeRole') return refused
    if (refused?.isExplicit) return refused
    const role = await state.findByArn(check.resource)
    if (!role?.trust) return plainRefusal
    const caller = { account, arns: [principal.arn, ...(holder ? [holder.arn] : [])] }
    const trust = trustOf(role.trust, caller, request)
    if (trust === 'denies') return { isExplicit: true, reason: 'with an explicit deny in a role trust policy' }
    if (trust === 'does not trust') return plainRefusal
    return trust === 'trusts the caller' ? undefined : refused
  }
  return {
    async findDenial(principal, checks, region) {
      if (principal.kind === 'root' || principal.kind === 'service') return undefined
      const holder = await state.find(principal.kind, principal.name)
      for (const check of checks) {
        const refusal = await judge(principal, holder, check, region)
        if (refusal) return { check, message: wordDenial(principal, check, refusal.reason) }
      }
      return undefined
    },
  }
}

interface RefusalReason {
  readonly isExplicit: boolean
  /** The end of AWS's sentence; empty when AWS gives no reason. */
  readonly reason: string
}

/** STS says neither whether a role exists nor whom it trusts. */
const plainRefusal: RefusalReason = { isExplicit: false, reason: '' }

/** Identity policies, boundary and session policies must each allow; a Deny in any of them comes first. */
function refusalBy(
  { session }: Principal,
  holder: Holder | undefined,
  request: AuthorizationRequest,
): RefusalReason | undefined {
  const boundary = holder?.boundary
  const layers: readonly (readonly [kind: string, decision: Decision])[] = [
    ['an identity-based policy', evaluate({ identityPolicies: holder?.policies ?? [], request })],
    ...(boundary ? [['a permissions boundary', evaluate({ identityPolicies: [boundary], request })] as const] : []),
    ...(session?.policies
      ? [['a session policy', evaluate({ identityPolicies: session.policies, request })] as const]
      : []),
  ]
  const refusing = layers.filter(([, { verdict }]) => verdict !== 'allowed')
  const [explicit] = refusing.filter(([, { by }]) => by?.effect === 'Deny')
  if (explicit) return { isExplicit: true, reason: `with an explicit deny in ${explicit[0]}` }
  const [silent] = refusing
  const kind = silent?.[0].replace(/^an? /, '')
  return silent && { isExplicit: false, reason: `because no ${kind} allows the ${request.action} action` }
}

/** AWS's own wording (IAM user guide, "Access denied error messages"); S3 puts the resource in quotes. */
function wordDenial(principal: Principal, { action, resource }: Check, reason: string): string {
  const named = action.startsWith('s3:') ? `"${resource}"` : resource
  const on = resource === '*' && action.startsWith('s3:') ? '' : ` on resource: ${named}`
  return `User: ${principal.arn} is not authorized to perform: ${action}${on} ${reason}`.trimEnd()
}
