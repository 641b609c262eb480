import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { applyPlan } from '../services/terraform/apply.ts'
import type { SavedPlan } from '../services/terraform/plan.ts'
import { countInWords, planInWords } from '../services/terraform/plan-words.ts'
import { forgetDeployments } from './history-places.ts'
import { need } from './need.ts'
import { resourceProgress, terraformFor } from './terraform.ts'
import { planRemoval } from './terraform-destroy-plan.ts'
import { throughSilence } from './through-silence.ts'

/** Removes what the plan named. CloudFront has to switch a distribution off everywhere first: minutes. */
export const terraformDestroy: Step<Context, boolean> = {
  id: 'destroy',
  title: 'AWS resources',
  inspect: async ({ found }) => found.isApplied ?? false,
  assess: (isDone, context) => {
    const { summary } = need(context, 'plan')
    return isDone || !summary.hasChanges
      ? { status: 'satisfied', detail: isDone ? `${countInWords(summary)}: done` : countInWords(summary) }
      : { status: 'missing', plan: planInWords(summary) }
  },
  apply: async (context, _isDone, report) => {
    await forgetDeployments(context)
    const terraform = await terraformFor(context)
    const remove = (plan: SavedPlan) => (signal: AbortSignal) =>
      applyPlan(terraform, plan.file, { signal, onEvent: resourceProgress(plan.summary.steps, report) })
    await throughSilence(context, report, remove(need(context, 'plan')), async () =>
      remove(await planRemoval(context, context.signal)),
    )
    context.found.isApplied = true
  },
}
