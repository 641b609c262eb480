import { setupPlan } from '../plans/setup-plan.ts'
import { kindOfDirectory } from '../scaffold/is-project.ts'
import type { Command } from './command.ts'
import { deployed } from './deployed.ts'

/** The wizard, from the cost notice to the address of the twin. */
export const setup: Command = {
  prepare: async ({ answers }) => {
    // In a fork, an existing project or an empty folder there is nothing to ask: it works in place.
    if (answers.find('directory') === undefined && kindOfDirectory('.') !== 'occupied')
      answers.set('directory', '.', 'default')
  },
  run: async ({ context, perform }) => {
    const results = await perform(setupPlan)
    return deployed(context, results)
  },
}
