import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { type Identity, readIdentity } from '../services/aws/identity.ts'
import { regionOfProfile } from '../services/aws/profiles.ts'

/** Who this is on AWS. The root user is refused: it cannot be limited, and its keys cannot be undone. */
export const identity: Step<Context, Identity> = {
  id: 'identity',
  title: 'Identity',
  needs: ['project'],
  looksAfter: [],
  inspect: async (context) => {
    const { answers, env } = context
    if (answers.find('region') === undefined) {
      const region = await regionOfProfile(env)
      if (region) answers.set('region', region, 'profile')
    }
    const found = await readIdentity(await context.aws().sts(), context.signal)
    context.found.identity = found
    return found
  },
  assess: (found, context) =>
    found.isRoot
      ? { status: 'blocked', problem: rootRefused(found) }
      : { status: 'satisfied', detail: describe(found, context) },
}

function describe({ name, kind, account }: Identity, { answers, env }: Context): string {
  const words = { root: 'root', user: 'user', role: 'role', sso: 'single sign-on', federated: 'federated user' }
  const profile = env.AWS_PROFILE ? `profile ${env.AWS_PROFILE}` : undefined
  return [`${words[kind]} ${name}`, `account ${account}`, answers.get('region'), profile].filter(Boolean).join(' · ')
}

function rootRefused({ account }: Identity): UserError {
  return new UserError(
    'ROOT_REFUSED',
    `These are the credentials of the root user of account ${account}. The root user can do everything, cannot be limited, and is not to be used for daily work (AWS says so too). Nothing was changed.`,
    [
      'Make an IAM user in the console: https://console.aws.amazon.com/iam/home#/users/create',
      'Give it the policy that `twin policy` prints, and make an access key for it.',
      'Enter the key with `aws configure --profile twin`, then run this with --profile twin.',
      'Delete the root user’s access keys: https://console.aws.amazon.com/iam/home#/security_credentials',
    ],
  )
}
