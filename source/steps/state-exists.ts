import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { stateBucketName } from '../names.ts'
import { foreignBucket } from '../services/aws/make-state-bucket.ts'
import { type BucketPlace, inspectStateBucket } from '../services/aws/state-bucket.ts'
import { troubleOf } from '../troubles/find-trouble.ts'
import { need } from './need.ts'

/** A removal makes nothing, so a missing state bucket is told and not mended. */
export const stateExists: Step<Context, BucketPlace> = {
  id: 'state-bucket',
  title: 'State bucket',
  needs: ['identity'],
  inspect: async (context) => {
    const { account } = need(context, 'identity')
    return inspectStateBucket(await context.aws().s3(), stateBucketName(account), account)
  },
  assess: ({ place }, context) => {
    const name = stateBucketName(need(context, 'identity').account)
    if (place === 'ours') return { status: 'satisfied', detail: name }
    if (place === 'foreign') return { status: 'blocked', problem: foreignBucket(name) }
    return {
      status: 'blocked',
      problem: new UserError(
        'STATE_BUCKET_MISSING',
        `The state bucket ${name} ${place === 'elsewhere' ? 'is in another region' : 'does not exist'}, so it is not known what belongs to this twin. Nothing was removed.`,
        [
          'Check the account and the region: --profile, --region.',
          'If nothing was ever deployed here, there is nothing to remove.',
        ],
        undefined,
        { link: troubleOf('STATE_BUCKET_MISSING').link },
      ),
    }
  },
}
