import type { Context } from '../context.ts'
import type { Report } from '../engine/step.ts'
import { isSilence } from '../services/terraform/silence.ts'
import { settleStateLock } from './settle-state-lock.ts'
import { whileCredentialsLast } from './while-credentials-last.ts'

type Work<Value> = (signal: AbortSignal) => Promise<Value>

/** A network that swallows answers this often needs a person. */
const mostRestarts = 2

/**
 * Runs Terraform for as long as the credentials last, and once more with what is left when AWS fell silent: by a new connection it nearly always answers.
 * @param first the work as it was approved
 * @param rest finds out what is left of it
 */
export async function throughSilence<Value>(
  context: Context,
  report: Report,
  first: Work<Value>,
  rest: (silence: unknown) => Promise<Work<Value>>,
): Promise<Value> {
  let work = first
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await whileCredentialsLast(context, work)
    } catch (problem) {
      if (!isSilence(problem) || restarts === mostRestarts || context.signal.aborted) throw problem
      report.note(['AWS stopped answering. Terraform was stopped, and goes on with what is left.'])
      const { lease } = context.found
      if (lease) await settleStateLock(context, { since: lease.since, signal: context.signal, report })
      work = await rest(problem)
    }
  }
}
