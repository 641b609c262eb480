import type { Context } from '../context.ts'
import type { Leftover } from '../services/aws/leftover.ts'
import type { Looker } from '../services/aws/look-at-leftover.ts'
import { need } from './need.ts'

export const lookerOf = (context: Context): Looker => ({
  aws: context.aws(),
  region: context.answers.get('region'),
  account: need(context, 'identity').account,
})

/** `log group /aws/lambda/twin-dev-api, IAM role twin-dev-api` */
export const namesOf = (all: readonly Leftover[]) => all.map(({ what, name }) => `${what} ${name}`).join(', ')
