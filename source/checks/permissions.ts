import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import type { FoundPermissions } from '../found.ts'
import { policyName, roleName } from '../names.ts'
import { assessPermissions, blockingFeatures } from '../permissions/assess-permissions.ts'
import { boundaryToName } from '../permissions/boundary.ts'
import { boundedBy } from '../permissions/shape.ts'
import { verdictSections } from '../permissions/verdict-sections.ts'
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
    const mend = denied.length + unknown.length > 0 ? permissionsMend({ verdicts, ...found }) : []
    const isNotNow = (verdict: ActionVerdict) => !isNeededNow(verdict)
    const findings = [
      finding('PERMISSIONS_MISSING', 'error', denied.filter(isNeededNow), mend),
      finding('PERMISSIONS_MISSING', 'warning', denied.filter(isNotNow), mend),
      finding('PERMISSIONS_UNKNOWN', 'warning', unknown, mend),
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
  PERMISSIONS_MISSING: {
    error: 'Not allowed, and needed to deploy',
    warning: 'Not allowed, and needed sooner or later',
  },
  PERMISSIONS_UNKNOWN: { error: 'Could not be decided', warning: 'Could not be decided' },
} as const

/** As on the screen of missing permissions: by service and reason, each reason said once. */
const evidenceOf = (verdicts: readonly ActionVerdict[]): readonly string[] =>
  verdictSections(verdicts, { isWhole: true }).flatMap(({ title, aside, reason, rows }) => [
    [`${title}: ${aside}.`, reason].filter(Boolean).join(' '),
    ...rows.map(({ label, text }) => `${label}: ${text}`),
  ])

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
