import type { UnreadablePolicy } from '../../permissions/policy.ts'
import type { PermissionFacts } from '../../permissions/verdicts.ts'

const sessionPolicy: UnreadablePolicy = {
  name: 'session policy',
  origin: 'of the session',
  unreadable: 'AWS shows to nobody what a session was begun with',
}
const organizationPolicy: UnreadablePolicy = {
  name: 'organization policy',
  origin: 'of the organization',
  unreadable: 'only the organization’s own account can read it',
}

/**
 * Session and organization policies cannot be read; that there is one shows in a refusal that names it.
 * From then on the documents alone prove nothing allowed. The simulator sees those of the organization,
 * and nothing of the session (IAM API reference, SimulatePrincipalPolicy).
 */
export function withUnseenLimits(facts: PermissionFacts): PermissionFacts {
  const reasons = new Set(facts.refusals?.map(({ reason }) => reason))
  const hasSession = reasons.has('session')
  const limits = [...(hasSession ? [sessionPolicy] : []), ...(reasons.has('organization') ? [organizationPolicy] : [])]
  if (limits.length === 0) return facts
  // Beside no boundary it limits as one does: what no policy allows stays denied.
  const [first, ...others] = facts.boundary === undefined ? limits : [facts.boundary, ...limits]
  return {
    ...facts,
    boundary: first,
    policies: [...facts.policies, ...others],
    simulation: hasSession ? facts.simulation?.filter(({ decision }) => decision !== 'allowed') : facts.simulation,
  }
}
