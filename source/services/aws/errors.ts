import { UserError } from '../../errors.ts'
import { describeTrouble, findTrouble, troubleError } from '../../troubles/find-trouble.ts'
import { operationOf } from './operation-log.ts'

/**
 * A failed AWS call as a sentence. What is no AWS or network error comes back as it is.
 * @param doing what was being done, to follow “while”, such as “reading the state bucket”.
 */
export function explainAwsError(problem: unknown, doing: string): unknown {
  if (problem instanceof UserError || !(problem instanceof Error)) return problem
  const status = statusOf(problem)
  // The answer to a HEAD has no body, so a refusal has a status and no name.
  const name = problem.name === 'Unknown' && status === 403 ? 'Forbidden' : problem.name
  const names = 'code' in problem ? [name, String(problem.code)] : [name]
  const facts = { names, text: problem.message, doing, status, ...operationOf(problem) }
  const found = findTrouble(facts)
  if (found) return describeTrouble(found)
  return status === undefined ? problem : troubleError('AWS_ERROR', facts)
}

/** Runs AWS calls and explains their failures. */
export async function explained<Value>(doing: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (problem) {
    throw explainAwsError(problem, doing)
  }
}

/** The HTTP status AWS answered with, if it answered. */
export function statusOf(problem: unknown): number | undefined {
  const metadata = (problem as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata
  return metadata?.httpStatusCode
}
