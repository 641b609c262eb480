import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { stateBucketName } from '../names.ts'
import { createStateBucket, foreignBucket, mendStateBucket } from '../services/aws/make-state-bucket.ts'
import { type BucketPlace, type BucketTrait, inspectStateBucket } from '../services/aws/state-bucket.ts'
import { troubleError } from '../troubles/find-trouble.ts'
import { need } from './need.ts'

const everything: readonly BucketTrait[] = ['versioning', 'encryption', 'publicAccessBlock', 'tlsOnly', 'tags']

const sentences: Record<BucketTrait, string> = {
  versioning: 'Keep old versions of everything in it.',
  encryption: 'Encrypt it with AES256.',
  publicAccessBlock: 'Block all public access.',
  tlsOnly: 'Refuse requests without TLS.',
  tags: 'Tag it as ours.',
}

/** The variable that the region came from, which only its owner can change. */
function regionVariableOf({ answers, env }: Context): string | undefined {
  if (answers.source('region') !== 'environment') return undefined
  return env.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION'
}

/** One per account: where Terraform keeps what it knows. Made once, mended when half made. */
export const stateBucket: Step<Context, BucketPlace> = {
  id: 'state-bucket',
  title: 'State bucket',
  looksAfter: ['identity'],
  needs: ['permissions'],
  inspect: async (context) => {
    const { account } = need(context, 'identity')
    return inspectStateBucket(await context.aws().s3(), stateBucketName(account), account)
  },
  assess: (found, context) => {
    const name = stateBucketName(need(context, 'identity').account)
    switch (found.place) {
      case 'missing':
        return {
          status: 'missing',
          plan: [`Make the S3 bucket ${name}.`, ...everything.map((trait) => sentences[trait])],
        }
      case 'foreign':
        return { status: 'blocked', problem: foreignBucket(name) }
      case 'elsewhere': {
        const regionVariable = regionVariableOf(context)
        const facts = { bucket: name, there: found.region, here: context.answers.get('region'), regionVariable }
        return { status: 'blocked', problem: troubleError('STATE_BUCKET_ELSEWHERE', facts) }
      }
      case 'ours':
        return found.lacks.length === 0
          ? { status: 'satisfied', detail: name }
          : { status: 'missing', plan: found.lacks.map((trait) => sentences[trait]) }
    }
  },
  apply: async (context, found, report) => {
    const { account } = need(context, 'identity')
    const place = { name: stateBucketName(account), account, region: context.answers.get('region') }
    const s3 = await context.aws().s3()
    if (found.place === 'missing') {
      report(`making ${place.name}`)
      await createStateBucket(s3, place, context.signal)
    }
    report('versioning, encryption, public access, TLS')
    await mendStateBucket(s3, place, found.place === 'ours' ? found.lacks : everything)
  },
}
