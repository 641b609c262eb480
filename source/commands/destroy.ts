import type { Context } from '../context.ts'
import { exitCodes, UserError } from '../errors.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { destroyPlan, isSomethingThere } from '../plans/destroy-plan.ts'
import { backupFolder } from '../steps/backup.ts'
import { need } from '../steps/need.ts'
import type { Command, Result } from './command.ts'
import { destroyEverything } from './destroy-everything.ts'
import { leftoverDocument, leftoverFindings, leftoverLine } from './left-behind.ts'
import { requireProject } from './require-project.ts'

/** Removes one environment behind its typed name, or, when none is left, the last of all in the account. */
export const destroy: Command = {
  prepare: requireProject,
  run: async (runtime) => {
    const { context, flags, perform, positionals } = runtime
    if (flags.everything === true) {
      if (positionals[0] !== undefined) throw ambiguous(positionals[0])
      return destroyEverything(runtime)
    }
    await perform(destroyPlan(context))
    return removed(context)
  },
}

const ambiguous = (environment: string) =>
  new UserError(
    'WRONG_USAGE',
    '--everything is for an account without environments and names none itself.',
    [`twin destroy ${environment}   # first`, 'twin destroy --everything   # when none is left'],
    exitCodes.usage,
  )

function removed(context: Context): Result {
  const { answers, found, options } = context
  const environment = answers.get('environment')
  const wasThere = isSomethingThere(context)
  const { account } = need(context, 'identity')
  const inventory = (found.inventory ?? []).map(({ name, count }) => ({ bucket: name, ...count }))
  if (options.dryRun) {
    return {
      data: { environment, dryRun: true, pending: wasThere, inventory },
      ...(wasThere ? { exitCode: exitCodes.changesPending } : {}),
      notice: wasThere
        ? { title: 'Nothing was removed', lines: ['Run the same command without --dry-run to remove it.'] }
        : { title: `There is no ${environment} twin to remove`, lines: [] },
    }
  }
  const left = need(context, 'leftovers')
  const folder = found.backup ? backupFolder(context) : undefined
  const again = `twin deploy ${environment}${options.sameAccount}`
  return {
    data: {
      environment,
      removed: wasThere,
      inventory,
      kept: [stateBucketName(account), lockTableName],
      ...(folder === undefined ? {} : { backup: folder }),
      ...leftoverDocument(left),
    },
    findings: leftoverFindings(left),
    notice: {
      title: wasThere ? `The ${environment} twin is gone` : `There is no ${environment} twin to remove`,
      lines: [
        leftoverLine(left),
        `- Still there, for other environments: ${stateBucketName(account)} and ${lockTableName}. They cost next to nothing.`,
        ...(folder === undefined ? [`- To have it again: ${again}`] : restoreLines(folder, again, options.sameAccount)),
      ],
    },
  }
}

/** The bucket for the conversations is there only after the deployment, so the same command comes twice. */
const restoreLines = (folder: string, again: string, sameAccount: string) => [
  `- Data and conversations are in ${folder}, unencrypted: keep it where nobody else reads it.`,
  '- To have it again, with what it knew and what was said:',
  `- twin data restore ${folder}${sameAccount}   # the data, into backend/data`,
  `- ${again} --use-local`,
  `- twin data restore ${folder}${sameAccount}   # the conversations, into the new bucket`,
]
