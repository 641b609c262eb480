import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import type { Outputs as Found } from '../found.ts'
import { applyPlan, applyWithoutPlan, type Outputs } from '../services/terraform/apply.ts'
import type { TerraformEvent } from '../services/terraform/event.ts'
import { outputText, readOutputs } from '../services/terraform/outputs.ts'
import { countInWords, planInWords } from '../services/terraform/plan-words.ts'
import { summarizePlanned } from '../services/terraform/planned-events.ts'
import { applyAdopting } from './adopt-orphans.ts'
import { markChanging } from './deployment-places.ts'
import { deployVariables, resourceProgress, terraformFor } from './terraform.ts'

interface Facts {
  readonly isPending: boolean
}

/** Applies the plan that was approved, and learns where everything is. */
export const terraformApply: Step<Context, Facts> = {
  id: 'apply',
  title: 'AWS resources',
  inspect: async (context) => {
    const { found } = context
    const isPending = !found.isApplied && (found.plan?.summary.hasChanges ?? found.isFirstDeployment ?? false)
    if (!isPending && !found.outputs) {
      found.outputs = outputsFrom(await readOutputs(await terraformFor(context), context.signal))
    }
    return { isPending }
  },
  assess: ({ isPending }, { found }) => {
    const summary = found.plan?.summary ?? found.madeWithoutPlan
    if (isPending || !summary) return { status: 'missing', plan: summary ? planInWords(summary) : [] }
    return { status: 'satisfied', detail: summary.hasChanges ? `${countInWords(summary)}: done` : 'nothing to change' }
  },
  apply: async (context, _facts, report) => {
    const { found } = context
    await markChanging(context)
    const terraform = await terraformFor(context)
    const { plan } = found
    report(plan ? 'starting' : 'working out what to make')
    const tell = plan ? resourceProgress(plan.summary.steps, report) : tellPlanned(context, report)
    const outputs = await applyAdopting(context, report, (collect, signal) => {
      const onEvent = (event: TerraformEvent) => {
        collect(event)
        tell(event)
      }
      return plan
        ? applyPlan(terraform, plan.file, { signal, onEvent })
        : applyWithoutPlan(terraform, deployVariables(context), { signal, onEvent })
    })
    found.outputs = outputsFrom(outputs)
    found.isApplied = true
  },
}

/** What will be made is said before it is made, even when nobody is there to say yes to it any more. */
function tellPlanned({ found }: Context, report: Report): (event: TerraformEvent) => void {
  const progress = resourceProgress(0, report)
  const events: TerraformEvent[] = []
  return (event) => {
    events.push(event)
    progress(event)
    if (event.type !== 'summary' || event.operation !== 'plan') return
    found.madeWithoutPlan = summarizePlanned(events)
    report.note(planInWords(found.madeWithoutPlan))
  }
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
