import { UserError, withNextSteps } from './errors.ts'
import { troubleOf } from './troubles/find-trouble.ts'

type Environment = Readonly<Record<string, string | undefined>>

const codes = ['CREDENTIALS_EXPIRED', 'CREDENTIALS_INVALID', 'CREDENTIALS_MISSING'] as const

/**
 * Credentials that do not work, with what mends it for the kind they are. Whoever calls AWS does not
 * know where credentials came from; that is looked up here, only once they have failed.
 */
export async function explainCredentials(problem: unknown, env: Environment): Promise<unknown> {
  if (!(problem instanceof UserError)) return problem
  const code = codes.find((each) => each === problem.code)
  if (!code) return problem
  const { credentialsInUse } = await import('./services/aws/credentials-in-use.ts')
  // Where AWS's files cannot be read, the words for everybody stay.
  const credentials = await credentialsInUse(env).catch(() => undefined)
  return withNextSteps(problem, troubleOf(code).mend({ credentials, text: problem.message }))
}
