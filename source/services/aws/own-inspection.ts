import type { NeededAction } from '../../permissions/needed-actions.ts'
import type { Principal } from './principal.ts'

/** Whose policies an inspecting action reads: `iam:ListGroupsForUser` is about the user. */
function subjectOf(action: string): 'user' | 'role' | 'group' | 'any' {
  if (/User/.test(action)) return 'user'
  if (/Role/.test(action)) return 'role'
  return /Group/.test(action) ? 'group' : 'any'
}

const isInspection = ({ action, features }: NeededAction) =>
  action.startsWith('iam:') && features.every((feature) => feature === 'inspection')

interface Own {
  /** Of the user or role; undefined when its path is not known. */
  readonly arn: string | undefined
  /** How many groups the user is in; undefined when not known. */
  readonly groupCount?: number | undefined
  /** Whether AWS has answered or refused the action just now. */
  readonly isTold: (action: string) => boolean
}

/**
 * What this identity has to be allowed to see of its own permissions. A role has no groups, a user is no
 * role, and both are asked about by their own ARN: many may look at themselves and at nobody else.
 */
export function ownInspection(
  needed: readonly NeededAction[],
  principal: Principal,
  { arn, groupCount, isTold }: Own,
): readonly NeededAction[] {
  if (principal.kind !== 'user' && principal.kind !== 'role' && principal.kind !== 'sso-role') return needed
  const own = principal.kind === 'user' ? 'user' : 'role'
  // Without an ARN no policy can be asked about it; what AWS itself just said still holds.
  const resourcesFor = (action: string) => (arn === undefined ? (isTold(action) ? ['*'] : []) : [arn])
  return needed.flatMap((row) => {
    if (!isInspection(row)) return [row]
    const subject = subjectOf(row.action)
    if (subject === 'group') return own === 'user' && groupCount !== 0 ? [row] : []
    if (subject !== 'any' && subject !== own) return []
    const isAboutOneself = subject === own || row.action === 'iam:SimulatePrincipalPolicy'
    return [isAboutOneself ? { ...row, resources: resourcesFor(row.action) } : row]
  })
}
