import type { Context } from '../context.ts'
import { UserError } from '../errors.ts'
import { readIdentity } from '../services/aws/identity.ts'
import { settleStateLock } from '../steps/settle-state-lock.ts'
import type { Remedy, RemedyChoice } from './act.ts'
import { identityRemedies } from './identity-remedies.ts'

/**
 * For credentials that run out while AWS is being changed, as those of a sign-in do after an hour or a day: a new
 * sign-in, after which everything is looked at anew. What Terraform could not say to AWS any more (its state, the
 * release of its lock) is said then.
 */
export const renewedCredentials: readonly Remedy[] = identityRemedies.map((remedy) => ({
  ...remedy,
  codes: ['CREDENTIALS_EXPIRED'],
  message: 'Which credentials shall be used to go on?',
  choices: async (context, problem) => (await remedy.choices(context, problem)).map(goingOn),
}))

const goingOn = (choice: RemedyChoice): RemedyChoice => ({
  ...choice,
  apply: async (context, tools) => {
    await choice.apply(context, tools)
    await expectSameAccount(context)
    const { found, signal } = context
    if (found.lease) await settleStateLock(context, { since: found.lease.since, signal })
    startAnew(context)
    return 'start over'
  },
})

/** Half of a twin in one account and half in another would be two halves. */
async function expectSameAccount(context: Context): Promise<void> {
  const before = context.found.identity?.account
  const { account } = await readIdentity(await context.aws().sts(), context.signal)
  if (before === undefined || account === before) return
  throw new UserError(
    'CREDENTIALS_OF_ANOTHER_ACCOUNT',
    `These credentials are for account ${account}, and this run is at work in ${before}.`,
    [`Choose credentials for account ${before}.`],
  )
}

/** Nothing that was found out counts any more, but the lease, which is held, and the data, which are here. */
function startAnew({ found }: Context): void {
  const { lease, data } = found
  for (const name of Object.keys(found) as (keyof typeof found)[]) delete found[name]
  Object.assign(found, { ...(lease ? { lease } : {}), ...(data ? { data } : {}) })
}
