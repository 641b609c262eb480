import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import type { FoundPermissions } from '../found.ts'
import { roleName } from '../names.ts'
import { assessPermissions, type PermissionAssessment } from '../permissions/assess-permissions.ts'
import { demandedBoundary } from '../permissions/boundary.ts'
import type { TargetNames } from '../permissions/resource-kinds.ts'
import { readPermissions } from '../services/aws/permissions.ts'
import { iamPatience, repeatUntil } from '../services/repeat-until.ts'
import { need, targetOf } from './need.ts'
import { leastPrivilegeFiles } from './permissions-file.ts'
import { permissionsMissing } from './permissions-missing.ts'
import { permissionsTarget } from './permissions-target.ts'

interface Facts extends FoundPermissions {
  readonly isSimulated: boolean
}

/** May this identity do all that a deployment needs? Decided before anything is written to AWS. */
export const permissions: Step<Context, Facts> = {
  id: 'permissions',
  title: 'Permissions',
  needs: ['project', 'identity'],
  inspect: async (context, report) => {
    const target = await permissionsTarget(context)
    const { arn } = need(context, 'identity')
    const iam = await context.aws().iam()
    const look = async () => {
      const reading = await readPermissions(iam, { arn, target, roleName: roleName(targetOf(context)) })
      return { ...reading, assessment: assessPermissions(reading.verdicts) }
    }
    const reading = await repeatUntil(
      look,
      ({ assessment }) => !isWorthWaiting(assessment),
      patienceFor(context, report),
    )
    // Files on this computer, to hand to an administrator; nothing in AWS changes.
    const policyNames = { ...target, permissionsBoundary: boundaryFor(target, reading) }
    const policyFiles = reading.assessment.blocks
      ? await leastPrivilegeFiles(policyNames, context.paths().policyFile)
      : []
    const found = { ...reading, target, policyNames, policyFiles }
    context.found.permissions = found
    return found
  },
  assess: (facts, context) => {
    const { assessment } = facts
    if (!assessment.blocks) return { status: 'satisfied', detail: describe(facts) }
    if (context.options.skipPreflight || context.found.isGoingOnAnyway) {
      return { status: 'satisfied', detail: `going on anyway: ${assessment.sentences.join(' ')}` }
    }
    return { status: 'blocked', problem: permissionsMissing(facts, context.options.verbose) }
  },
}

/**
 * The boundary of the settings, else the one below which alone somebody lets this identity make roles: a policy
 * without it would undo what they wanted.
 */
function boundaryFor(
  { permissionsBoundary }: TargetNames,
  { assessment, facts }: Pick<Facts, 'assessment' | 'facts'>,
): string | undefined {
  const mayMakeRoles = !assessment.missing.some(({ action }) => action === 'iam:CreateRole')
  return permissionsBoundary ?? (mayMakeRoles ? undefined : demandedBoundary(facts.policies))
}

/** A Deny does not go away by waiting; an Allow that was attached a moment ago may still come to be seen. */
const isWorthWaiting = ({ missing }: PermissionAssessment) => missing.some(({ by }) => by === undefined)

/** One look, unless a policy was attached in this run; that is waited for once. */
function patienceFor({ found, signal }: Context, report: Report) {
  const looks = found.hasAttached ? iamPatience.looks : 1
  found.hasAttached = false
  const onWait = () => report('waiting until IAM knows what was attached')
  return { ...iamPatience, looks, signal, onWait }
}

function describe({ verdicts, assessment, isSimulated }: Facts): string {
  const allowed = verdicts.filter(({ verdict }) => verdict === 'allowed').length
  const evidence = isSimulated ? 'read from the policies and simulated by IAM' : 'read from the policies'
  const doubt = assessment.doubtful.length > 0 ? ` · ${assessment.doubtful.length} could not be decided` : ''
  return `${allowed} of ${verdicts.length} actions allowed, ${evidence}${doubt}`
}
