import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import { readCredentials } from '../services/aws/credentials.ts'
import { credentialsInUse } from '../services/aws/credentials-in-use.ts'
import { troubleOf } from '../troubles/find-trouble.ts'

/** Credentials that end sooner may end in the middle of a deployment; in minutes. */
const shortest = 30

/** Where the credentials come from, and how long they last. Whether AWS takes them, the identity tells. */
export const credentials: Check<Context> = {
  id: 'credentials',
  title: 'Credentials',
  inspect: async (context) => {
    const { source, isTemporary, expiration, ending } = await readCredentials(await context.aws().sts())
    const from = `from ${source === 'unknown' ? 'the AWS chain' : `the ${source}`}, key …${ending}`
    if (!expiration) return well(isTemporary ? `${from}, a session that ends by itself` : from)
    const minutes = Math.floor((expiration.getTime() - Date.now()) / 60_000)
    const findings = [
      {
        code: 'CREDENTIALS_ENDING',
        severity: 'warning' as const,
        message: `Your AWS credentials end in ${minutes} minutes, which may be in the middle of a deployment.`,
        evidence: [`until ${expiration.toISOString()}`],
        mend: troubleOf('CREDENTIALS_EXPIRED').mend({ credentials: await credentialsInUse(context.env) }),
      },
    ]
    return { ...well(`${from}, for ${minutes} minutes`), findings: minutes < shortest ? findings : [] }
  },
}
