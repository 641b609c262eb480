import type { Context } from '../context.ts'
import { confirmation } from '../steps/confirmation.ts'
import { health } from '../steps/health.ts'
import { history } from '../steps/history.ts'
import { model } from '../steps/model.ts'
import { packages } from '../steps/packages.ts'
import { page } from '../steps/page.ts'
import { record } from '../steps/record.ts'
import { settings } from '../steps/settings.ts'
import { terraformApply } from '../steps/terraform-apply.ts'
import { terraformInit } from '../steps/terraform-init.ts'
import { terraformPlan } from '../steps/terraform-plan.ts'
import { uploadData } from '../steps/upload-data.ts'
import { uploadPage } from '../steps/upload-page.ts'
import type { Act } from './act.ts'
import { hasChanges, losesData, planNotice } from './plan-notice.ts'
import { renewedCredentials } from './renewed-credentials.ts'

/** What a deployment is made of, and Terraform's plan of it, which does not wait for the page. */
export const preparation = [model, packages, page, settings, terraformInit, terraformPlan] as const

/** From the approval to a twin that answers. Terraform makes the buckets, then data and page go up. */
export const deployActs: readonly Act[] = [
  { notice: planNotice, when: (context) => hasChanges(context) && !losesData(context), questions: ['approve'] },
  // A yes is typed too easily for this, and --yes was said before anybody knew.
  {
    when: (context) => losesData(context) && !isDryRun(context),
    questions: ['confirm'],
    isUnforeseen: true,
    steps: [confirmation],
  },
  { when: isDryRun, steps: [terraformApply] },
  {
    when: (context) => !isDryRun(context),
    steps: [terraformApply, uploadData, uploadPage, health, history, record],
    remedies: renewedCredentials,
  },
]

/** Where an upload would go is known only once there are buckets, so a dry run ends with Terraform's part. */
function isDryRun({ options }: Context): boolean {
  return options.dryRun
}
