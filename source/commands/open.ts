import { addressPlan } from '../plans/status-plan.ts'
import { openAddress } from '../services/open-address.ts'
import { need } from '../steps/need.ts'
import type { Command } from './command.ts'
import { notDeployed } from './not-deployed.ts'
import { requireProject } from './require-project.ts'

/** Shows the twin in the browser; without a terminal it only says where it is. */
export const open: Command = {
  prepare: requireProject,
  run: async ({ context, perform }) => {
    await perform(addressPlan)
    const { answers, env, signal, options } = context
    const environment = answers.get('environment')
    const url = need(context, 'deployments').find((each) => each.environment === environment)?.site
    if (!url) throw notDeployed(environment)
    const opened = options.interactive && (await openAddress(url, { platform: process.platform, env, signal }))
    return { data: { environment, url, opened }, text: url }
  },
}
