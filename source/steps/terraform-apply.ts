import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import type { Outputs as Found } from '../found.ts'
import { applyPlan, type Outputs } from '../services/terraform/apply.ts'
import { outputText, readOutputs } from '../services/terraform/outputs.ts'
import { countInWords, planInWords } from '../services/terraform/plan-words.ts'
import { need } from './need.ts'
import { resourceProgress, terraformFor } from './terraform.ts'

interface Facts {
  readonly isPending: boolean
}

/** Applies the plan that was approved, and learns where everything is. */
export const terraformApply: Step<Context, Facts> = {
  id: 'apply',
  title: 'AWS resources',
  needs: ['plan'],
  inspect: async (context) => {
    const { found } = context
    const isPending = need(context, 'plan').summary.hasChanges && !found.isApplied
    if (!isPending && !found.outputs)
      found.outputs = outputsFrom(await readOutputs(await terraformFor(context), context.signal))
    return { isPending }
  },
  assess: ({ isPending }, context) => {
    const { summary } = need(context, 'plan')
    if (isPending) return { status: 'missing', plan: planInWords(summary) }
    return { status: 'satisfied', detail: summary.hasChanges ? `${countInWords(summary)}: done` : 'nothing to change' }
  },
  apply: async (context, _facts, report) => {
    const plan = need(context, 'plan')
    const outputs = await applyPlan(await terraformFor(context), plan.file, {
      signal: context.signal,
      onEvent: resourceProgress(plan.summary.steps, report),
    })
    context.found.outputs = outputsFrom(outputs)
    context.found.isApplied = true
  },
}

function outputsFrom(outputs: Outputs): Found {
  const text = (name: string) => outputText(outputs, name) ?? ''
  return {
    domain: text('cloudfront_domain_name'),
    distributionId: text('cloudfront_distribution_id'),
    frontendBucket: text('frontend_bucket'),
    dataBucket: text('data_bucket'),
    memoryBucket: text('memory_bucket'),
  }
}
