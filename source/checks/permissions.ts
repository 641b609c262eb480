import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import type { FoundPermissions } from '../found.ts'
import { policyName, roleName } from '../names.ts'
import { assessPermissions, blockingFeatures, namesOf } from '../permissions/assess-permissions.ts'
import { boundaryToName } from '../permissions/boundary.ts'
import { boundedBy } from '../permissions/shape.ts'
import { countsIn, verdictClusters } from '../permissions/verdict-sections.ts'
import type { ActionVerdict } from '../permissions/verdicts.ts'
import { readPermissions } from '../services/aws/permissions.ts'
import { need, targetOf } from '../steps/need.ts'
import { permissionsMend } from '../steps/permissions-mend.ts'
import { permissionsTarget } from '../steps/permissions-target.ts'
import { shapeOf } from '../steps/shape.ts'

const everyFeature = ['bootstrap', 'deploy', 'teardown', 'inspection', 'bedrock'] as const

/** May this identity do everything that is ever needed, from the first set-up to the teardown? */
export const permissions: Check<Context> = {
  id: 'permissions',
  title: 'Permissions',
  needs: ['identity'],
  inspect: async (context) => {
    const { verdicts, isSimulated, ...found } = await look(context)
    const denied = verdicts.filter(({ verdict }) => verdict === 'denied')
    const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown')
    const isNeededNow = ({ features }: ActionVerdict) => features.some((feature) => blockingFeatures.includes(feature))
    // Whoever may not even look at IAM is not shown to be allowed the rest of it, and as good as refused.
    const { missing, notShown } = assessPermissions(verdicts)
    const lacking = [...missing, ...notShown]
    const lacks = `This identity cannot deploy the twin. ${assessPermissions(lacking).sentences.join(' ')}`
    const later = denied.filter((verdict) => !isNeededNow(verdict))
    const inDoubt = unknown.filter((verdict) => !notShown.includes(verdict))
    const mend = denied.length + unknown.length > 0 ? permissionsMend({ verdicts, ...found }) : []
    const findings = [
      finding('PERMISSIONS_MISSING', 'error', lacking, mend, lacks),
      finding('PERMISSIONS_MISSING', 'warning', later, mend),
      finding('PERMISSIONS_UNKNOWN', 'warning', inDoubt, mend),
    ].filter((each) => each !== undefined)
    const evidence = isSimulated ? 'read from the policies and simulated by IAM' : 'read from the policies'
    return { ...well(`${verdicts.length} actions allowed, ${evidence}`), findings }
  },
}

async function look(context: Context): Promise<FoundPermissions & { readonly isSimulated: boolean }> {
  const target = permissionsTarget(context)
  const { arn, account } = need(context, 'identity')
  // All three environments: what one of them may miss, the doctor must not call well.
  const shape = await shapeOf(context, account)
  const inspected = { arn, target, shape, roleName: roleName(targetOf(context)) }
  const reading = await readPermissions(await context.aws().iam(), inspected)
  const demanded = boundaryToName(shape, reading.verdicts, reading.facts.policies)
  return {
    ...reading,
    assessment: assessPermissions(reading.verdicts, everyFeature),
    target,
    shape,
    policyShape: demanded ? boundedBy(shape, demanded) : shape,
    boundaryToName: demanded,
    policyFiles: [`${policyName(target.projectName)}.json`],
  }
}

const openings = {
  PERMISSIONS_MISSING: 'Not allowed, and needed sooner or later',
  PERMISSIONS_UNKNOWN: 'Could not be decided',
} as const

function finding(
  code: keyof typeof openings,
  severity: Finding['severity'],
  verdicts: readonly ActionVerdict[],
  mend: readonly string[],
  message = `${openings[code]}: ${namesOf(verdicts)}.`,
): Finding | undefined {
  if (verdicts.length === 0) return undefined
  return {
    code,
    severity,
    message,
    evidence: evidenceOf(verdicts),
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

/** As on the screen of missing permissions, by service and reason, with a few names in the place of rows. */
const evidenceOf = (verdicts: readonly ActionVerdict[]): readonly string[] =>
  verdictClusters(verdicts).map(({ title, reason, verdicts: alike }) => {
    const [first] = alike
    const names = first && alike.length === 1 ? `${first.action} (${first.for})` : namesOf(alike)
    return `${title}, ${countsIn(alike)}: ${names}. ${reason}`
  })
