import { lookPlan } from '../plans/look-plan.ts'
import { finishReplacement } from '../services/data/replace-data.ts'
import type { Command } from './command.ts'
import { deployed } from './deployed.ts'
import { requireProject } from './require-project.ts'

const deployPlans = () => import('../plans/deploy-plan.ts')

/**
 * Deploys again, from saved answers: nothing when nothing changed, the page alone when only that did; otherwise
 * everything the set-up checks is checked again on the way. `--rollback` puts up what stood before.
 */
export const deploy: Command = {
  prepare: requireProject,
  run: async ({ context, flags, perform }) => {
    if (!context.options.dryRun) await finishReplacement(context.paths().data)
    if (flags.rollback === true) return deployed(context, await perform((await deployPlans()).rollbackPlan))
    const looked = await perform(lookPlan)
    if (context.found.standing?.changed === 'nothing') return deployed(context, looked)
    const rest = context.found.standing
      ? (await import('../plans/page-plan.ts')).pagePlan
      : (await deployPlans()).deployPlan
    return deployed(context, [...looked, ...(await perform(rest))])
  },
}
