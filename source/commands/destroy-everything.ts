import type { Context } from '../context.ts'
import { exitCodes } from '../errors.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { accountLookPlan, accountRemovalPlan, isAccountEmpty } from '../plans/account-plan.ts'
import { need } from '../steps/need.ts'
import type { Result, Runtime } from './command.ts'
import { leftoverDocument, leftoverFindings, leftoverLine } from './left-behind.ts'

/** Removes state bucket and lock table, when no environment of any project lives by them any more. */
export async function destroyEverything({ context, perform }: Runtime): Promise<Result> {
  await perform(accountLookPlan)
  if (isAccountEmpty(context)) return empty(context)
  if (context.options.dryRun) return pending(context)
  await perform(accountRemovalPlan)
  const left = need(context, 'leftovers')
  return {
    data: { everything: true, removed: true, ...namesIn(context), ...leftoverDocument(left) },
    findings: leftoverFindings(left),
    notice: {
      title: 'The last of your twins is gone from this account',
      lines: [leftoverLine(left), `- To begin again: twin setup${context.options.sameAccount}`],
    },
  }
}

const namesIn = (context: Context) => ({
  stateBucket: stateBucketName(need(context, 'identity').account),
  lockTable: lockTableName,
})

const pending = (context: Context): Result => ({
  data: { everything: true, dryRun: true, pending: true, ...namesIn(context) },
  exitCode: exitCodes.changesPending,
  notice: { title: 'Nothing was removed', lines: ['Run the same command without --dry-run to remove it.'] },
})

function empty(context: Context): Result {
  const { leftovers } = need(context, 'account')
  return {
    data: { everything: true, removed: false, ...namesIn(context), ...leftoverDocument(leftovers) },
    findings: leftoverFindings(leftovers),
    notice: {
      title: 'There is nothing to remove',
      lines: ['- This account has neither a state bucket nor a lock table of twins.', leftoverLine(leftovers)],
    },
  }
}
