import { UserError } from '../../source/errors.ts'

/** The UserError that a promise ends with; anything else fails the test. */
export async function userError(promise: Promise<unknown>): Promise<UserError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome && outcome.error instanceof UserError) return outcome.error
  throw new Error('expected a UserError', { cause: 'error' in outcome ? outcome.error : outcome.value })
}
