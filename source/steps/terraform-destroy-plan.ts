import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { planTerraform, type SavedPlan } from '../services/terraform/plan.ts'
import { countInWords } from '../services/terraform/plan-words.ts'
import { need } from './need.ts'
import { privateFolder, terraformFor } from './terraform.ts'

/** Any ARN passes the check of the settings; a removal asks no model and needs none. */
const noModel = 'arn:aws:bedrock:::foundation-model/none'

/** What a removal would take away, by Terraform's own account. */
export const terraformDestroyPlan: Step<Context, SavedPlan> = {
  id: 'plan',
  title: 'Plan',
  needs: ['init'],
  inspect: async (context, report) => {
    report('looking up what is there')
    const { answers, signal } = context
    context.found.plan = await planTerraform(
      await terraformFor(context),
      {
        destroy: true,
        temporaryFolder: await privateFolder(context),
        variables: {
          account_id: need(context, 'identity').account,
          project_name: answers.get('projectName'),
          aws_region: answers.get('region'),
          bedrock_model_arns: JSON.stringify([noModel]),
        },
      },
      { signal },
    )
    return context.found.plan
  },
  assess: ({ summary }) => ({ status: 'satisfied', detail: countInWords(summary) }),
}
