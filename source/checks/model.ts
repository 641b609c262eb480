import { defaultModel } from '../answers/model-default.ts'
import type { Context } from '../context.ts'
import type { Check } from '../engine/check.ts'
import { UserError } from '../errors.ts'
import { model as step } from '../steps/model.ts'
import { checkFrom } from './from-step.ts'

const check = checkFrom(step, { needs: ['identity'] })

/** The model of the saved answers, or the one that would be offered first. */
export const model: Check<Context> = {
  ...check,
  inspect: async (context, report) => {
    const { answers } = context
    const usual = defaultModel(answers.get('region'))
    if (answers.find('model') === undefined) answers.set('model', usual, 'default')
    try {
      return await check.inspect(context, report)
    } catch (problem) {
      if (!(problem instanceof UserError) || !/^MODEL_/.test(problem.code)) throw problem
      const { code, message, nextSteps } = problem
      const instead =
        answers.get('model') === usual ? [] : [`twin deploy ${answers.get('environment')} --model ${usual}`]
      const others = nextSteps.filter((step) => instead.length === 0 || step !== `Use --model ${usual}`)
      return { detail: '', findings: [{ code, severity: 'error', message, mend: [...instead, ...others] }] }
    }
  },
}
