import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { planInWords } from '../services/terraform/plan-words.ts'
import { confirmation } from '../steps/confirmation.ts'
import { emptyBuckets } from '../steps/empty-buckets.ts'
import { identity } from '../steps/identity.ts'
import { inventory, inWords } from '../steps/inventory.ts'
import { leaseFor } from '../steps/lease.ts'
import { need } from '../steps/need.ts'
import { stateExists } from '../steps/state-exists.ts'
import { terraformDestroy } from '../steps/terraform-destroy.ts'
import { terraformDestroyPlan } from '../steps/terraform-destroy-plan.ts'
import { terraformInit } from '../steps/terraform-init.ts'
import { tools } from '../steps/tools.ts'
import type { Act } from './act.ts'
import { identityRemedies } from './identity-remedies.ts'
import { hasChanges } from './plan-notice.ts'

/** The way down of one environment; state bucket and lock table stay for the others. */
export const destroyPlan: readonly Act[] = [
  {
    questions: ['region', 'projectName', 'environment'],
    steps: [identity, tools, stateExists, leaseFor('destroy'), terraformInit, terraformDestroyPlan, inventory],
    remedies: identityRemedies,
    isFoundation: true,
  },
  {
    notice: removalNotice,
    when: (context) => hasChanges(context) && !context.options.dryRun,
    questions: ['confirm'],
    steps: [confirmation, emptyBuckets, terraformDestroy],
  },
]

function removalNotice(context: Context): Notice | undefined {
  const { answers, found } = context
  if (!hasChanges(context) || !found.plan) return undefined
  const { account } = need(context, 'identity')
  return {
    title: `This removes the ${answers.get('environment')} twin for good`,
    tone: 'warning',
    lines: [
      ...inWords(found.inventory ?? []).map((line) => `- ${line}`),
      '',
      ...planInWords(found.plan.summary).map((line) => `- ${line}`),
      '',
      `What stays: the state bucket ${stateBucketName(account)} and the lock table ${lockTableName}.`,
    ],
  }
}
