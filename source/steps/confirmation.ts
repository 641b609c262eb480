import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { exitCodes, UserError } from '../errors.ts'

/** The typed name is the last gate before something is gone. */
export const confirmation: Step<Context, string> = {
  id: 'confirmation',
  title: 'Confirmation',
  inspect: async ({ answers }) => answers.get('confirm'),
  assess: (typed, { answers }) => {
    const environment = answers.get('environment')
    if (typed === environment) return { status: 'satisfied', detail: environment }
    return {
      status: 'blocked',
      problem: new UserError(
        'CONFIRMATION_MISMATCH',
        `“${typed}” is not the name of the environment, which is ${environment}. Nothing was changed.`,
        [`Type ${environment}, or pass --confirm ${environment}.`],
        exitCodes.usage,
      ),
    }
  },
}
