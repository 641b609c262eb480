import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { initTerraform, isInitialised } from '../services/terraform/init.ts'
import { need } from './need.ts'
import { backendOf, terraformFor } from './terraform.ts'

/** Points Terraform to its state and fetches the provider. Skipped when both are as they should be. */
export const terraformInit: Step<Context, boolean> = {
  id: 'init',
  title: 'Terraform',
  needs: ['tools', 'identity', 'state-bucket', 'lock-table'],
  inspect: async (context) => {
    const { terraform } = context.paths()
    return (
      (await isInitialised(terraform, backendOf(context))) && existsSync(join(terraform, '.terraform', 'providers'))
    )
  },
  assess: (isReady, context) =>
    isReady
      ? { status: 'satisfied', detail: `state in ${backendOf(context).bucket}${providersOf(context)}` }
      : { status: 'missing', plan: ['Initialise Terraform with the state bucket.'] },
  apply: async (context, _isReady, report) => {
    report('fetching the AWS provider (about 150 MB the first time)')
    await initTerraform(await terraformFor(context), backendOf(context), { signal: context.signal })
    context.found.providersFrom = (await need(context, 'terraformHome')).providersFrom
  },
}

const providersOf = ({ found }: Context) => (found.providersFrom ? ` · provider from the ${found.providersFrom}` : '')
