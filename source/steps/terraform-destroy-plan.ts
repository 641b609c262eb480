import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { planTerraform, type SavedPlan } from '../services/terraform/plan.ts'
import { countInWords } from '../services/terraform/plan-words.ts'
import { need } from './need.ts'
import { privateFolder, terraformFor } from './terraform.ts'
import { throughSilence } from './through-silence.ts'

/** Any ARN passes the check of the settings; a removal asks no model and needs none. */
const noModel = 'arn:aws:bedrock:::foundation-model/none'

/** What a removal would take away, by Terraform's own account. */
export const terraformDestroyPlan: Step<Context, SavedPlan> = {
  id: 'plan',
  title: 'Plan',
  needs: ['init'],
  inspect: async (context, report) => {
    report('looking up what is there')
    const plan = (signal: AbortSignal) => planRemoval(context, signal)
    context.found.plan = await throughSilence(context, report, plan, async () => plan)
    return context.found.plan
  },
  assess: ({ summary }) => ({ status: 'satisfied', detail: countInWords(summary) }),
}

/** A plan of removing all that is there now. */
export async function planRemoval(context: Context, signal: AbortSignal): Promise<SavedPlan> {
  const { answers } = context
  const variables = {
    account_id: need(context, 'identity').account,
    project_name: answers.get('projectName'),
    aws_region: answers.get('region'),
    bedrock_model_arns: JSON.stringify([noModel]),
  }
  const wish = { destroy: true, temporaryFolder: await privateFolder(context), variables }
  return planTerraform(await terraformFor(context), wish, { signal })
}
