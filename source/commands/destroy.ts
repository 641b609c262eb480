import type { Context } from '../context.ts'
import { exitCodes } from '../errors.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { destroyPlan } from '../plans/destroy-plan.ts'
import { need } from '../steps/need.ts'
import type { Command, Result } from './command.ts'
import { requireProject } from './require-project.ts'

/** Removes one environment, behind its typed name. */
export const destroy: Command = {
  prepare: requireProject,
  run: async ({ context, perform }) => {
    await perform(destroyPlan)
    return removed(context)
  },
}

function removed(context: Context): Result {
  const { answers, found, options } = context
  const environment = answers.get('environment')
  const isPending = found.plan?.summary.hasChanges ?? false
  if (options.dryRun && isPending) {
    return {
      data: { environment, dryRun: true, pending: true },
      exitCode: exitCodes.changesPending,
      notice: { title: 'Nothing was removed', lines: ['Run the same command without --dry-run to remove it.'] },
    }
  }
  const { account } = need(context, 'identity')
  return {
    data: { environment, removed: found.isApplied ?? false, kept: [stateBucketName(account), lockTableName] },
    notice: {
      title: found.isApplied ? `The ${environment} twin is gone` : `There is no ${environment} twin to remove`,
      lines: [
        `- Still there, for other environments: ${stateBucketName(account)} and ${lockTableName}. They cost next to nothing.`,
        `- To have it again: twin deploy ${environment}${options.sameAccount}`,
      ],
    },
  }
}
