import type { Context } from '../context.ts'
import type { Report } from '../engine/step.ts'
import { ToolError } from '../errors.ts'
import { functionName } from '../names.ts'
import { findOriginAccessControl } from '../services/aws/origin-access-control.ts'
import { addressOf } from '../services/aws/terraform-state.ts'
import { applyPlan, type Outputs } from '../services/terraform/apply.ts'
import type { TerraformEvent } from '../services/terraform/event.ts'
import { importOrphan, type Orphan, originAccessControl, orphanOf } from '../services/terraform/orphans.ts'
import { planTerraform } from '../services/terraform/plan.ts'
import { planInWords } from '../services/terraform/plan-words.ts'
import { need, targetOf } from './need.ts'
import { deployVariables, knownState, privateFolder, resourceProgress, terraformFor } from './terraform.ts'
import { throughSilence } from './through-silence.ts'

type Apply = (onEvent: (event: TerraformEvent) => void, signal: AbortSignal) => Promise<Outputs>

/** One round takes over what failed side by side; what depends on it may fail in the next. */
const mostRounds = 3

/**
 * Applies, and when AWS already has something that an interrupted run made without hearing the
 * answer, takes that over and applies what is left of the same approved change.
 */
export async function applyAdopting(context: Context, report: Report, first: Apply): Promise<Outputs> {
  let apply = first
  for (let round = 1; ; round += 1) {
    const orphans: Orphan[] = []
    const collect = (event: TerraformEvent) => {
      const orphan = event.type === 'diagnostic' ? orphanOf(event.diagnostic, targetOf(context)) : undefined
      if (orphan) orphans.push(orphan)
    }
    try {
      return await throughSilence(
        context,
        report,
        (signal) => apply(collect, signal),
        async (problem) => {
          const rest = await restOfPlan(context, report, problem)
          return (again) => rest(collect, again)
        },
      )
    } catch (problem) {
      if (orphans.length === 0 || round === mostRounds || context.signal.aborted) throw problem
      apply = await takeOver(context, report, orphans, problem)
    }
  }
}

async function takeOver(
  context: Context,
  report: Report,
  orphans: readonly Orphan[],
  problem: unknown,
): Promise<Apply> {
  const { signal } = context
  const terraform = await terraformFor(context)
  const variables = deployVariables(context)
  for (const orphan of orphans) {
    const id = await idOf(context, orphan)
    // Gone since, or CloudFront does not list it yet: the failure stands, and the next run finds it.
    if (id === undefined) throw problem
    report.note([takingOver(orphan)])
    await importOrphan(terraform, { ...orphan, id }, variables, signal)
  }
  return restOfPlan(context, report, problem)
}

/** What is left of a change that was approved. */
async function restOfPlan(context: Context, report: Report, problem: unknown): Promise<Apply> {
  const { signal } = context
  const terraform = await terraformFor(context)
  const wish = { temporaryFolder: await privateFolder(context), variables: deployVariables(context) }
  const rest = await planTerraform(terraform, wish, { signal })
  // It may add and change, as was approved; anything else is for a person to look at.
  if (rest.summary.losesData) throw problem
  // A Terraform that was stopped before it had told what it was going to do.
  if (!context.found.plan && !context.found.madeWithoutPlan) {
    context.found.madeWithoutPlan = rest.summary
    report.note(planInWords(rest.summary))
  }
  const progress = resourceProgress(rest.summary.steps, report)
  return (collect, until) =>
    applyPlan(terraform, rest.file, {
      signal: until,
      onEvent: (event) => {
        collect(event)
        progress(event)
      },
    })
}

async function idOf(context: Context, { address, id }: Orphan): Promise<string | undefined> {
  return address === originAccessControl ? findOriginAccessControl(await context.aws().cloudfront(), id) : id
}

/** An interrupted run got as far as making things, but not as far as the function. */
export async function lacksFunction(context: Context): Promise<boolean> {
  const { resources } = await knownState(context)
  return resources.length > 0 && !resources.some((resource) => addressOf(resource) === functionAddress)
}

/**
 * After an interrupted run, takes over a function that Lambda made and Terraform never heard of. The
 * provider would repeat its request for five minutes before it says that the name is taken.
 */
export async function seekFunction(context: Context, report: Report): Promise<void> {
  const { account } = need(context, 'identity')
  const orphan = { address: functionAddress, id: functionName(targetOf(context)) }
  try {
    await importOrphan(await terraformFor(context), orphan, { account_id: account }, context.signal)
    report.note([takingOver(orphan)])
  } catch (problem) {
    // Terraform fails when there is nothing to import, which is the usual case.
    if (!(problem instanceof ToolError)) throw problem
  }
}

const functionAddress = 'aws_lambda_function.api'
const takingOver = ({ id }: Orphan) => `Taking over ${id}, which an interrupted run had made.`
