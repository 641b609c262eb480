import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Finding } from '../engine/finding.ts'
import type { Environment } from '../names.ts'
import { type Drift, driftOf } from '../services/terraform/drift.ts'
import { isInitialised } from '../services/terraform/init.ts'
import { planTerraform } from '../services/terraform/plan.ts'
import { need } from '../steps/need.ts'
import { backendOf, privateFolder, resourceProgress, terraformFor } from '../steps/terraform.ts'
import { checkDeployments } from './each-deployment.ts'
import { troubleFinding } from './from-trouble.ts'

/** Has somebody changed in AWS what Terraform made? */
export const drift = checkDeployments({
  id: 'drift',
  title: 'Drift',
  // After the locks: their check must not take the Terraform that is started here for somebody's run.
  needs: ['project', 'tools', 'state-locks'],
  look: async ({ environment }, context, report) => {
    if (!context.found.hasProject) return {}
    if (!(await canPlan(context))) {
      return {
        detail: `is not compared: nothing was deployed from this folder yet (twin deploy ${environment} --dry-run)`,
      }
    }
    report('asking AWS about every resource')
    const { json } = await planTerraform(
      await terraformFor(context, environment),
      {
        temporaryFolder: await privateFolder(context),
        variables: { account_id: need(context, 'identity').account },
        onlyLooks: true,
      },
      { signal: context.signal, onEvent: resourceProgress(0, report) },
    )
    const drifted = driftOf(json)
    return drifted.length === 0
      ? { detail: 'is as it was deployed' }
      : { findings: [driftFinding(environment, drifted)] }
  },
})

/** Terraform can compare once the provider and the packages that the configuration speaks of are here. */
async function canPlan(context: Context): Promise<boolean> {
  const { terraform, build } = context.paths()
  const files = [
    join(terraform, '.terraform', 'providers'),
    join(build, 'function.zip'),
    join(build, 'dependencies.zip'),
  ]
  return (await isInitialised(terraform, backendOf(context))) && files.every((file) => existsSync(file))
}

const driftFinding = (environment: Environment, drifted: readonly Drift[]): Finding =>
  troubleFinding(
    'DRIFT',
    { environment },
    {
      evidence: drifted.map(({ address, action, settings }) =>
        [address, action, settings.join(', ').replaceAll('_', ' ')].filter(Boolean).join(' '),
      ),
      details: { drifted },
    },
  )
