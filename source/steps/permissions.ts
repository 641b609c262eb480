import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { partitionOf, policyName, roleName } from '../names.ts'
import { assessPermissions, type PermissionAssessment } from '../permissions/assess-permissions.ts'
import { type PermissionReading, readPermissions } from '../services/aws/permissions.ts'
import { writePolicyFiles } from '../services/policy-file.ts'
import { need, targetOf } from './need.ts'
import { permissionsMissing } from './permissions-missing.ts'
import { shapeOf } from './shape.ts'

interface Facts extends PermissionReading {
  readonly assessment: PermissionAssessment
  /** Where the least-privilege policy was written, when something is missing. */
  readonly policyFiles: readonly string[]
}

/** May this identity do all that a deployment needs? Decided before anything is written to AWS. */
export const permissions: Step<Context, Facts> = {
  id: 'permissions',
  title: 'Permissions',
  needs: ['project', 'identity'],
  inspect: async (context) => {
    const target = { ...targetOf(context), partition: partitionOf(context.answers.get('region')) }
    const { arn, account } = need(context, 'identity')
    const shape = await shapeOf(context, account, [target.environment])
    const reading = await readPermissions(await context.aws().iam(), { arn, target, shape, roleName: roleName(target) })
    const assessment = assessPermissions(reading.verdicts)
    // A file on this computer, to hand to an administrator; nothing in AWS changes.
    const policyFiles = assessment.blocks
      ? await writePolicyFiles(target, await shapeOf(context, account), context.paths().policyFile)
      : []
    context.found.permissions = { verdicts: reading.verdicts, assessment }
    return { ...reading, assessment, policyFiles }
  },
  assess: (facts, context) => {
    const { assessment, verdicts, isSimulated, policyFiles, principal } = facts
    if (!assessment.blocks) return { status: 'satisfied', detail: describe(facts) }
    if (context.options.skipPreflight || context.found.isGoingOnAnyway) {
      return { status: 'satisfied', detail: `going on anyway: ${assessment.sentences.join(' ')}` }
    }
    const { account, projectName, region } = targetOf(context)
    return {
      status: 'blocked',
      problem: permissionsMissing({
        principal,
        assessment,
        verdicts,
        isSimulated,
        policyFiles,
        account,
        projectName,
        partition: partitionOf(region),
        policyName: policyName(projectName),
      }),
    }
  },
}

function describe({ verdicts, assessment, isSimulated }: Facts): string {
  const allowed = verdicts.filter(({ verdict }) => verdict === 'allowed').length
  const evidence = isSimulated ? 'read from the policies and simulated by IAM' : 'read from the policies'
  const doubt = assessment.doubtful.length > 0 ? ` · ${assessment.doubtful.length} could not be decided` : ''
  return `${allowed} of ${verdicts.length} actions allowed, ${evidence}${doubt}`
}
