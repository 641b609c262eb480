import { stateBucketName } from '../names.ts'
import { need } from '../steps/need.ts'
import { stateBucket as step } from '../steps/state-bucket.ts'
import { checkFrom } from './from-step.ts'

export const stateBucket = checkFrom(step, {
  needs: ['identity'],
  missing: (found, context) => {
    const name = stateBucketName(need(context, 'identity').account)
    return found.place === 'ours'
      ? {
          code: 'STATE_BUCKET_HALF_MADE',
          message: `The state bucket ${name} lacks something that protects your state.`,
          mend: ['twin doctor --fix'],
        }
      : {
          code: 'STATE_BUCKET_MISSING',
          message: `There is no state bucket ${name} yet: Terraform has nowhere to keep what it knows.`,
          mend: ['twin doctor --fix   # or the first twin deploy'],
        }
  },
})
