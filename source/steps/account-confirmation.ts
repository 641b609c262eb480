import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { exitCodes, UserError } from '../errors.ts'
import { stateBucketName } from '../names.ts'
import { need } from './need.ts'

/** The bucket's name is typed, not an environment's: what goes belongs to the whole account. */
export const accountConfirmation: Step<Context, string> = {
  id: 'confirmation',
  title: 'Confirmation',
  inspect: async ({ answers }) => answers.get('confirmAccount'),
  assess: (typed, context) => {
    const bucket = stateBucketName(need(context, 'identity').account)
    if (typed === bucket) return { status: 'satisfied', detail: bucket }
    return {
      status: 'blocked',
      problem: new UserError(
        'CONFIRMATION_MISMATCH',
        `“${typed}” is not the name of the state bucket, which is ${bucket}. Nothing was changed.`,
        [`twin destroy --everything --confirm ${bucket}`],
        exitCodes.usage,
      ),
    }
  },
}
