import { stateBucketName } from '../names.ts'
import { need } from '../steps/need.ts'
import { stateBucket as step } from '../steps/state-bucket.ts'
import { checkFrom } from './from-step.ts'
import { troubleFinding } from './from-trouble.ts'

export const stateBucket = checkFrom(step, {
  needs: ['identity'],
  isGround: true,
  missing: (found, context) => {
    const bucket = stateBucketName(need(context, 'identity').account)
    if (found.place === 'ours') return troubleFinding('STATE_BUCKET_UNFIT', { bucket })
    return troubleFinding(
      'STATE_BUCKET_MISSING',
      { bucket },
      {
        message: `There is no state bucket ${bucket} yet: Terraform has nowhere to keep what it knows.`,
        mend: [
          'twin doctor --fix   # or the first twin deploy',
          'If it ought to be there, check the account and the region: --profile, --region.',
        ],
      },
    )
  },
})
