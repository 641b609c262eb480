import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { lockTableName } from '../names.ts'
import { createLockTable, inspectLockTable, type LockTable } from '../services/aws/lock-table.ts'
import { troubleError } from '../troubles/find-trouble.ts'

/** One per account: keeps two runs from writing the same state. */
export const lockTable: Step<Context, LockTable> = {
  id: 'lock-table',
  title: 'Lock table',
  looksAfter: ['identity'],
  needs: ['permissions'],
  inspect: async (context) => inspectLockTable(await context.aws().dynamodb(), lockTableName),
  assess: ({ exists, active, keyFits }) => {
    if (!exists) return { status: 'missing', plan: [`Make the DynamoDB table ${lockTableName}, paid by request.`] }
    if (!keyFits) return { status: 'blocked', problem: troubleError('LOCK_TABLE_UNFIT') }
    return active
      ? { status: 'satisfied', detail: lockTableName }
      : { status: 'missing', plan: ['Wait until the lock table is ready.'] }
  },
  apply: async (context, _facts, report) => {
    report(`making ${lockTableName}`)
    await createLockTable(await context.aws().dynamodb(), lockTableName, context.signal)
  },
}
