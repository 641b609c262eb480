import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { planTerraform, type SavedPlan } from '../services/terraform/plan.ts'
import { countInWords } from '../services/terraform/plan-words.ts'
import { appVersion } from './app-version.ts'
import { need } from './need.ts'
import { privateFolder, resourceProgress, terraformFor } from './terraform.ts'

/** What Terraform would change; what is approved is exactly what is applied. */
export const terraformPlan: Step<Context, SavedPlan> = {
  id: 'plan',
  title: 'Plan',
  needs: ['init', 'packages', 'settings'],
  inspect: async (context, report) => {
    report('comparing what is there with what should be')
    const plan = await planTerraform(
      await terraformFor(context),
      {
        temporaryFolder: await privateFolder(context),
        variables: { account_id: need(context, 'identity').account, app_version: appVersion(context) },
      },
      { signal: context.signal, onEvent: resourceProgress(0, report) },
    )
    context.found.plan = plan
    return plan
  },
  assess: ({ summary }) => ({ status: 'satisfied', detail: countInWords(summary) }),
}
