import type { IAMClient } from '@aws-sdk/client-iam'
import { type NeededAction, neededActions } from '../../permissions/needed-actions.ts'
import { requestContext } from '../../permissions/request-context.ts'
import type { TargetNames } from '../../permissions/resource-kinds.ts'
import { type ActionVerdict, type PermissionFacts, verdictsFor } from '../../permissions/verdicts.ts'
import { type Principal, parsePrincipal } from './principal.ts'
import { type PrincipalPolicies, readPrincipalPolicies } from './principal-policies.ts'
import { simulatePrincipal } from './simulate.ts'

export interface PermissionReading {
  readonly principal: Principal
  readonly verdicts: readonly ActionVerdict[]
  /** How many actions IAM's own simulator decided as well. */
  readonly isSimulated: boolean
  /** What the verdicts rest on, for further questions about the same principal. */
  readonly facts: PermissionFacts
}

/**
 * What the caller may do of what a deployment needs: read from the policy documents and, where the
 * caller may, asked of IAM's simulator. Writes nothing; what may not be looked at stays unknown.
 */
export async function readPermissions(
  iam: IAMClient,
  { arn, target, roleName }: { readonly arn: string; readonly target: TargetNames; readonly roleName: string },
): Promise<PermissionReading> {
  const principal = parsePrincipal(arn)
  const needed = neededActions(target, ['bootstrap', 'deploy', 'teardown', 'inspection', 'bedrock'])
  const common = (principalArn: string, userId?: string) =>
    requestContext({
      principalArn,
      account: target.account,
      region: target.region,
      ...(principal.kind === 'user' ? { userName: principal.name } : {}),
      ...(userId === undefined ? {} : { userId }),
    })
  const simulate = (principalArn: string) =>
    simulatePrincipal(
      iam,
      principalArn,
      needed.map(({ action, resources, context }: NeededAction) => ({ action, resources, context })),
      common(principalArn),
    )
  const reading = readPrincipalPolicies(iam, principal, { probeRole: roleName })
  // A user's ARN is whole at once, so the simulator is asked beside the documents; a role's path is not known yet.
  const simulating =
    principal.kind === 'user' ? simulate(principal.arn) : reading.then((read: PrincipalPolicies) => simulate(read.arn))
  const [read, simulation] = await Promise.all([reading, simulating])
  const facts: PermissionFacts = {
    policies: read.policies,
    boundary: read.boundary,
    context: common(read.arn, read.userId),
    simulation,
    refusals: read.refusals,
    answered: read.answered,
  }
  return { principal, verdicts: verdictsFor(needed, facts), isSimulated: simulation !== undefined, facts }
}
