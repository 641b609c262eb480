import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { checkModel, type UsableModel } from '../services/aws/model.ts'

/** Can the twin's model be asked from the chosen region, and what must its role be allowed for that? */
export const model: Step<Context, UsableModel> = {
  id: 'model',
  title: 'Bedrock model',
  needs: [],
  inspect: async (context) => {
    context.found.model = await checkModel(await context.aws().bedrock(), context.answers.get('model'))
    return context.found.model
  },
  assess: ({ id, arns }) => ({
    status: 'satisfied',
    detail: arns.length > 2 ? `${id}, answered in ${arns.length - 1} regions` : id,
  }),
}
