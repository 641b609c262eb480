import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { listDeployments, readHistory } from './history-places.ts'
import { need } from './need.ts'

/** How many deployments of an environment are told of. */
const told = 20

/** The last deployments of every environment that stands. */
export const histories: Step<Context, NonNullable<Context['found']['histories']>> = {
  id: 'histories',
  title: 'History',
  needs: ['deployments'],
  inspect: async (context) => {
    const objects = await listDeployments(context)
    context.found.histories = await Promise.all(
      need(context, 'deployments').map(async ({ environment }) => ({
        environment,
        entries: await readHistory(context, objects, environment, told),
      })),
    )
    return context.found.histories
  },
  assess: (found) => {
    const count = found.reduce((sum, { entries }) => sum + entries.length, 0)
    return { status: 'satisfied', detail: count === 1 ? '1 deployment' : `${count} deployments` }
  },
}
