import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import type { FoundPermissions } from '../found.ts'
import { roleName } from '../names.ts'
import { assessPermissions, type PermissionAssessment } from '../permissions/assess-permissions.ts'
import { boundaryToName } from '../permissions/boundary.ts'
import { boundedBy } from '../permissions/shape.ts'
import { readPermissions } from '../services/aws/permissions.ts'
import { iamPatience, repeatUntil } from '../services/repeat-until.ts'
import { need, targetOf } from './need.ts'
import { leastPrivilegeFiles } from './permissions-file.ts'
import { permissionsMissing } from './permissions-missing.ts'
import { permissionsTarget } from './permissions-target.ts'
import { shapeOf } from './shape.ts'

interface Facts extends FoundPermissions {
  readonly isSimulated: boolean
}

/** May this identity do all that a deployment needs? Decided before anything is written to AWS. */
export const permissions: Step<Context, Facts> = {
  id: 'permissions',
  title: 'Permissions',
  needs: ['project', 'identity'],
  inspect: async (context, report) => {
    const target = permissionsTarget(context)
    const { arn, account } = need(context, 'identity')
    const shape = await shapeOf(context, account, [targetOf(context).environment])
    const inspected = { arn, target, shape, roleName: roleName(targetOf(context)) }
    const iam = await context.aws().iam()
    const look = async () => {
      const reading = await readPermissions(iam, inspected)
      return { ...reading, assessment: assessPermissions(reading.verdicts) }
    }
    const reading = await repeatUntil(
      look,
      ({ assessment }) => !isWorthWaiting(assessment),
      patienceFor(context, report),
    )
    const demanded = boundaryToName(shape, reading.verdicts, reading.facts.policies)
    const everything = reading.assessment.blocks ? await shapeOf(context, account) : shape
    const policyShape = demanded ? boundedBy(everything, demanded) : everything
    // Files on this computer, to hand to an administrator; nothing in AWS changes.
    const policyFiles = reading.assessment.blocks
      ? await leastPrivilegeFiles(target, policyShape, context.paths().policyFile)
      : []
    const found = { ...reading, target, shape, policyShape, boundaryToName: demanded, policyFiles }
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
