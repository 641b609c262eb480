import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { partitionOf, policyName } from '../names.ts'
import { type Identity, readIdentity } from '../services/aws/identity.ts'
import { regionOfProfile } from '../services/aws/profiles.ts'
import { troubleError } from '../troubles/find-trouble.ts'

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
      ? {
          status: 'blocked',
          problem: troubleError('ROOT_REFUSED', { account: found.account, policyArn: policyArn(found, context) }),
        }
      : { status: 'satisfied', detail: describe(found, context) },
}

function policyArn({ account }: Identity, { answers }: Context): string {
  return `arn:${partitionOf(answers.get('region'))}:iam::${account}:policy/${policyName(answers.get('projectName'))}`
}

function describe({ name, kind, account }: Identity, { answers, env }: Context): string {
  const words = { root: 'root', user: 'user', role: 'role', sso: 'single sign-on', federated: 'federated user' }
  const profile = env.AWS_PROFILE ? `profile ${env.AWS_PROFILE}` : undefined
  return [`${words[kind]} ${name}`, `account ${account}`, answers.get('region'), profile].filter(Boolean).join(' · ')
}
