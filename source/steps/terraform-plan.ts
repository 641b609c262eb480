import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { planTerraform, type SavedPlan } from '../services/terraform/plan.ts'
import { countInWords } from '../services/terraform/plan-words.ts'
import { takeInput } from './deployment-inputs.ts'
import { deployVariables, knownState, privateFolder, resourceProgress, terraformFor } from './terraform.ts'
import { throughSilence } from './through-silence.ts'

/**
 * What Terraform would change; what is approved is exactly what is applied. A first deployment that
 * `--yes` approved beforehand is planned while it is applied: nothing is there that could be lost.
 */
export const terraformPlan: Step<Context, SavedPlan | undefined> = {
  id: 'plan',
  title: 'Plan',
  needs: ['init', 'packages', 'settings'],
  standsOn: ['state-bucket', 'lock-table', 'init', 'settings'],
  inspect: async (context, report) => {
    const { options, found } = context
    // Now, since the settings are written and the lock file is what it will be.
    await Promise.all((['program', 'answers', 'tools', 'terraform'] as const).map((name) => takeInput(context, name)))
    found.plannedAt = new Date().toISOString()
    if (options.yes && !options.dryRun && (await knownState(context)).resources.length === 0) {
      found.isFirstDeployment = true
      return undefined
    }
    report('comparing what is there with what should be')
    const terraform = await terraformFor(context)
    const wish = { temporaryFolder: await privateFolder(context), variables: deployVariables(context) }
    const plan = (signal: AbortSignal) =>
      planTerraform(terraform, wish, { signal, onEvent: resourceProgress(0, report) })
    found.plan = await throughSilence(context, report, plan, async () => plan)
    return found.plan
  },
  assess: (plan) => ({
    status: 'satisfied',
    detail: plan ? countInWords(plan.summary) : 'a first deployment, approved by --yes: everything is new',
  }),
}
