import type { Context } from '../context.ts'
import { exitCodes } from '../errors.ts'
import { lookPlan, releasePlan } from '../plans/unlock-plan.ts'
import type { Command, Result } from './command.ts'
import { requireProject } from './require-project.ts'

/** Shows who holds the locks of an environment, and releases those of a dead run, behind the environment's typed name. */
export const unlock: Command = {
  prepare: requireProject,
  run: async ({ context, perform }) => {
    await perform(lookPlan)
    const { found, options } = context
    if (!found.stateLock && !found.leaseLeft) return free(context)
    if (options.dryRun) return held(context)
    await perform(releasePlan)
    return released(context)
  },
}

function free({ answers }: Context): Result {
  const environment = answers.get('environment')
  return {
    data: { environment, lock: null, deployLock: null, released: false },
    notice: { title: `Nobody holds a lock of ${environment}`, lines: ['There is nothing to release.'] },
  }
}

function held(context: Context): Result {
  return {
    data: { ...facts(context), dryRun: true, pending: true, released: false },
    exitCode: exitCodes.changesPending,
    notice: { title: 'Nothing was released', lines: ['Run the same command without --dry-run to release it.'] },
  }
}

function released(context: Context): Result {
  const { answers, options } = context
  const environment = answers.get('environment')
  return {
    data: { ...facts(context), released: true },
    notice: {
      title: `The lock of ${environment} is released`,
      lines: [`- Go on where the dead run stopped: twin deploy ${environment}${options.sameAccount}`],
    },
  }
}

/** The lock as it was, for scripts. */
function facts({ answers, found }: Context) {
  const { lock, holder } = found.stateLock ?? {}
  const { leaseLeft } = found
  const { id, who, operation, since, version, heldBy } = lock ?? {}
  return {
    environment: answers.get('environment'),
    lock: lock ? { id, who, operation, since: since?.toISOString(), version, heldBy } : null,
    holder: holder?.state,
    deployLock: leaseLeft
      ? { who: leaseLeft.who, operation: leaseLeft.operation, since: leaseLeft.since.toISOString() }
      : null,
  }
}
