import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { findUnpushedState, pushState } from '../services/terraform/apply.ts'
import { initTerraform, isInitialised } from '../services/terraform/init.ts'
import { lacksFunction, seekFunction } from './adopt-orphans.ts'
import { need } from './need.ts'
import { backendOf, forgetRegistry, terraformFor } from './terraform.ts'

interface Facts {
  readonly isReady: boolean
  /** A state that AWS refused in an earlier run: newer than what the bucket has. */
  readonly unpushed: string | undefined
  /** An earlier run was stopped while it made things. */
  readonly isUnfinished: boolean
}

/** Points Terraform to its state and fetches the provider. Skipped when both are as they should be. */
export const terraformInit: Step<Context, Facts> = {
  id: 'init',
  title: 'Terraform',
  needs: ['tools', 'identity', 'state-bucket', 'lock-table', 'lease'],
  inspect: async (context) => {
    const { terraform } = context.paths()
    const isReady =
      (await isInitialised(terraform, backendOf(context))) && existsSync(join(terraform, '.terraform', 'providers'))
    return { isReady, unpushed: await findUnpushedState(terraform), isUnfinished: await isUnfinishedIn(context) }
  },
  assess: ({ isReady, unpushed, isUnfinished }, context) => {
    const plan = [
      ...(isReady ? [] : ['Initialise Terraform with the state bucket.']),
      ...(unpushed ? [`Save ${unpushed}, which an earlier run could not save.`] : []),
      ...(isUnfinished ? ['Look for what an interrupted run left behind.'] : []),
    ]
    if (plan.length > 0) return { status: 'missing', plan }
    const source = context.found.providersFrom
    return { status: 'satisfied', detail: source ? `ready · AWS provider from the ${source}` : 'ready' }
  },
  apply: async (context, { isReady, unpushed, isUnfinished }, report) => {
    if (!isReady) {
      report('fetching the AWS provider (about 150 MB the first time)')
      await initFromAnywhere(context)
      context.found.providersFrom = (await need(context, 'terraformHome')).providersFrom
    }
    if (unpushed) {
      report('saving the state of an earlier run')
      await pushState(await terraformFor(context), unpushed, context.signal)
      await rm(unpushed)
    }
    // A state that was just saved is the first that tells.
    if (isUnfinished || (unpushed && (await isUnfinishedIn(context)))) {
      report('looking for what an interrupted run left behind')
      await seekFunction(context, report)
      context.found.isFunctionSought = true
    }
  },
}

const isUnfinishedIn = async (context: Context) => !context.found.isFunctionSought && (await lacksFunction(context))

/** A registry that seemed reachable and was not leaves the provider mirrors of this machine. */
async function initFromAnywhere(context: Context): Promise<void> {
  const init = async () => initTerraform(await terraformFor(context), backendOf(context), { signal: context.signal })
  try {
    await init()
  } catch (problem) {
    if (!(problem instanceof UserError) || problem.code !== 'REGISTRY_UNREACHABLE') throw problem
    await forgetRegistry(context)
    if ((await need(context, 'terraformHome')).providersFrom !== 'mirror') throw problem
    await init()
  }
}
