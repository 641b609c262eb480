import { deployPlan } from '../plans/deploy-plan.ts'
import { finishReplacement } from '../services/data/replace-data.ts'
import type { Command } from './command.ts'
import { deployed } from './deployed.ts'
import { requireProject } from './require-project.ts'

/** Deploys again, from saved answers; on the way everything the set-up checks is checked again. */
export const deploy: Command = {
  prepare: requireProject,
  run: async ({ context, perform }) => {
    if (!context.options.dryRun) await finishReplacement(context.paths().data)
    return deployed(context, await perform(deployPlan))
  },
}
