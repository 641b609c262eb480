import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import { partitionOf, policyName, roleName } from '../names.ts'
import { adminAdvice } from '../permissions/admin-advice.ts'
import { blockingFeatures } from '../permissions/assess-permissions.ts'
import type { ActionVerdict } from '../permissions/verdicts.ts'
import { readPermissions } from '../services/aws/permissions.ts'
import type { Principal } from '../services/aws/principal.ts'
import { need, targetOf } from '../steps/need.ts'
import { recipientOf } from '../steps/permissions-missing.ts'
import { shapeOf } from '../steps/shape.ts'

/** May this identity do everything that is ever needed, from the first set-up to the teardown? */
export const permissions: Check<Context> = {
  id: 'permissions',
  title: 'Permissions',
  needs: ['identity'],
  inspect: async (context) => {
    const target = { ...targetOf(context), partition: partitionOf(context.answers.get('region')) }
    const { arn, account } = need(context, 'identity')
    // All three environments: what one of them may miss, the doctor must not call well.
    const shape = await shapeOf(context, account)
    const inspected = { arn, target, shape, roleName: roleName(target) }
    const { verdicts, isSimulated, principal } = await readPermissions(await context.aws().iam(), inspected)
    const denied = verdicts.filter(({ verdict }) => verdict === 'denied')
    const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown')
    const isNeededNow = ({ features }: ActionVerdict) => features.some((feature) => blockingFeatures.includes(feature))
    const mend = mendingCommands(context, principal)
    const findings = [
      finding('PERMISSIONS_MISSING', 'error', denied.filter(isNeededNow), mend),
      finding(
        'PERMISSIONS_MISSING',
        'warning',
        denied.filter((verdict) => !isNeededNow(verdict)),
        mend,
      ),
      finding('PERMISSIONS_UNKNOWN', 'warning', unknown, mend),
    ].filter((each) => each !== undefined)
    const evidence = isSimulated ? 'read from the policies and simulated by IAM' : 'read from the policies'
    return { ...well(`${verdicts.length} actions allowed, ${evidence}`), findings }
  },
}

/** What an administrator runs, in order; the policy is made by whoever looks, for the names of this twin. */
function mendingCommands(context: Context, principal: Principal): readonly string[] {
  const { account, projectName, region } = targetOf(context)
  const name = policyName(projectName)
  const file = `${name}.json`
  const { commands, notes } = adminAdvice({
    recipient: recipientOf(principal),
    account,
    partition: partitionOf(region),
    policyName: name,
    files: [file],
    projectName,
  })
  return [
    `twin policy > ${file}`,
    ...commands.map((command) => `${command}   # as an administrator`),
    ...(commands.length < 2 ? notes.slice(0, 1) : []),
  ]
}

const openings = {
  PERMISSIONS_MISSING: {
    error: 'Not allowed, and needed to deploy',
    warning: 'Not allowed, and needed sooner or later',
  },
  PERMISSIONS_UNKNOWN: { error: 'Could not be decided', warning: 'Could not be decided' },
} as const

function finding(
  code: keyof typeof openings,
  severity: Finding['severity'],
  verdicts: readonly ActionVerdict[],
  mend: readonly string[],
): Finding | undefined {
  if (verdicts.length === 0) return undefined
  const names = [...new Set(verdicts.map(({ action }) => action))]
  return {
    code,
    severity,
    message: `${openings[code][severity]}: ${names.join(', ')}.`,
    evidence: verdicts.map(({ action, for: purpose, because }) => `${action} (${purpose}): ${because}`),
    mend,
    details: {
      actions: verdicts.map(({ action, resource, verdict, evidence, because, features }) => ({
        action,
        resource,
        verdict,
        features,
        evidence,
        because,
      })),
    },
  }
}
