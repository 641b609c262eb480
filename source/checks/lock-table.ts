import { lockTableName } from '../names.ts'
import { lockTable as step } from '../steps/lock-table.ts'
import { checkFrom } from './from-step.ts'
import { troubleFinding } from './from-trouble.ts'

export const lockTable = checkFrom(step, {
  // The table is where the bucket is: beside a bucket of another region none must be made.
  needs: ['state-bucket'],
  missing: ({ exists }) =>
    troubleFinding(
      'LOCK_TABLE_MISSING',
      {},
      {
        message: exists
          ? `The DynamoDB table ${lockTableName} is not ready yet.`
          : `There is no DynamoDB table ${lockTableName} yet: two runs at once could destroy the state.`,
        mend: ['twin doctor --fix   # or the first twin deploy'],
      },
    ),
})
