import type { Context } from '../context.ts'
import { UserError } from '../errors.ts'
import { readIdentity } from '../services/aws/identity.ts'

/** Milliseconds between two looks. */
const interval = 10_000

/**
 * Ends work as soon as the credentials have run out, in the credentials' own words. Terraform's provider takes the 403
 * of expired ones for "not there yet" where it waits for a new bucket, and asks on for minutes.
 * @throws {UserError} CREDENTIALS_EXPIRED; else what `work` throws
 */
export async function whileCredentialsLast<Value>(
  context: Context,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const expired = new AbortController()
  const signal = AbortSignal.any([context.signal, expired.signal])
  const timer = setInterval(async () => {
    try {
      await readIdentity(await context.aws().sts(), signal)
    } catch (problem) {
      // A network that is gone for a while says nothing about the credentials.
      if (problem instanceof UserError && problem.code === 'CREDENTIALS_EXPIRED') expired.abort(problem)
    }
  }, interval)
  try {
    return await work(signal)
  } catch (problem) {
    throw expired.signal.aborted && !context.signal.aborted ? expired.signal.reason : problem
  } finally {
    clearInterval(timer)
  }
}
