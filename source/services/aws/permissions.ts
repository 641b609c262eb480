import type { IAMClient } from '@aws-sdk/client-iam'
import { neededActions } from '../../permissions/needed-actions.ts'
import type { TargetNames } from '../../permissions/resource-kinds.ts'
import type { Shape } from '../../permissions/shape.ts'
import { type ActionVerdict, type PermissionFacts, verdictsFor } from '../../permissions/verdicts.ts'
import { callerContext, type KnownPrincipal } from './caller-context.ts'
import { explained } from './errors.ts'
import { ownInspection } from './own-inspection.ts'
import { type Principal, parsePrincipal } from './principal.ts'
import { Inquiry } from './principal-inquiry.ts'
import { readPrincipalPolicies } from './principal-policies.ts'
import { withRequestedRegion } from './requested-region.ts'
import { simulatePrincipal } from './simulate.ts'
import { withUnseenLimits } from './unseen-limits.ts'

export interface PermissionReading {
  readonly principal: Principal
  readonly verdicts: readonly ActionVerdict[]
  /** Whether IAM's own simulator was asked as well, and answered. */
  readonly isSimulated: boolean
  /** What the verdicts rest on, for further questions about the same principal. */
  readonly facts: PermissionFacts
}

interface Inspected {
  readonly arn: string
  readonly target: TargetNames
  /** The parts of the stack that are in use. */
  readonly shape: Shape
  readonly roleName: string
}

/**
 * What the caller may do of what a deployment needs: read from the policy documents and, where the
 * caller may, asked of IAM's simulator. Writes nothing; what may not be looked at stays unknown.
 * @param arn as STS tells it, of a session too.
 * @throws UserError when the credentials do not work at all, or AWS cannot be reached.
 */
export const readPermissions = (iam: IAMClient, inspected: Inspected): Promise<PermissionReading> =>
  explained('reading your permissions', () => read(iam, inspected))

async function read(iam: IAMClient, { arn, target, shape, roleName }: Inspected): Promise<PermissionReading> {
  const principal = parsePrincipal(arn)
  const { sessionToken } = await iam.config.credentials()
  const caller = { principal, region: target.region, isTemporary: sessionToken !== undefined }
  const features = ['bootstrap', 'deploy', 'teardown', 'inspection', 'bedrock'] as const
  const needed = withRequestedRegion(neededActions(target, features, shape), target)
  const ownNeeded = (known: KnownPrincipal, groupCount?: number, isTold = (_action: string) => false) =>
    ownInspection(needed, principal, { arn: known.isArnWhole ? known.arn : undefined, groupCount, isTold })
  const asking = new Inquiry()
  const simulate = (known: KnownPrincipal) => {
    // No resource would mean any to the simulator.
    const requests = ownNeeded(known).filter(({ resources }) => resources.length > 0)
    return simulatePrincipal(iam, known.arn, requests, callerContext(caller, known), asking)
  }
  let onKnown: (known: KnownPrincipal) => void = () => undefined
  const known = new Promise<KnownPrincipal>((resolve) => {
    onKnown = resolve
  })
  const [found, simulation] = await Promise.all([
    readPrincipalPolicies(iam, principal, { probeRole: roleName, onKnown }),
    simulateWhenKnown(principal, known, simulate),
  ])
  const refusals = [...found.refusals, ...asking.refusals]
  const answered = [...found.answered, ...asking.answered]
  const { policies, boundary, groupCount } = found
  const context = callerContext(caller, found)
  const facts = withUnseenLimits({ policies, boundary, context, simulation, refusals, answered })
  const isTold = (action: string) => [...refusals, ...answered].some((told) => told.action === action)
  const verdicts = verdictsFor(ownNeeded(found, groupCount, isTold), facts)
  return { principal, verdicts, isSimulated: simulation !== undefined, facts }
}

/** The simulator is asked beside the documents: at once for a user, whose ARN is whole, and for a role when its path is. */
async function simulateWhenKnown<Simulation>(
  principal: Principal,
  known: Promise<KnownPrincipal>,
  simulate: (known: KnownPrincipal) => Promise<Simulation>,
): Promise<Simulation | undefined> {
  if (principal.kind === 'user') return simulate({ arn: principal.arn, isArnWhole: true })
  return principal.kind === 'role' || principal.kind === 'sso-role' ? simulate(await known) : undefined
}
