import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { accountConfirmation } from '../steps/account-confirmation.ts'
import { accountInventory, inWords } from '../steps/account-inventory.ts'
import { identity } from '../steps/identity.ts'
import { need } from '../steps/need.ts'
import { accountLeftovers, removeLockTable, removeStateBucket } from '../steps/remove-account.ts'
import type { Act } from './act.ts'
import { identityRemedies } from './identity-remedies.ts'

/** Whether anything would be removed; writes nothing. A plan of its own, so that a refusal comes before a question. */
export const accountLookPlan: readonly Act[] = [
  { questions: ['region'], steps: [identity, accountInventory], remedies: identityRemedies },
  { notice: accountNotice },
]

/** The last of a twin in this account, after all environments. */
export const accountRemovalPlan: readonly Act[] = [
  {
    questions: ['confirmAccount'],
    steps: [accountConfirmation, removeStateBucket, removeLockTable, accountLeftovers],
  },
]

export const isAccountEmpty = ({ found }: Context): boolean =>
  found.account?.count === undefined && found.account?.hasTable !== true

function accountNotice(context: Context): Notice | undefined {
  if (isAccountEmpty(context)) return undefined
  const { account } = need(context, 'identity')
  return {
    title: 'This removes the last of your twins from this account',
    tone: 'warning',
    lines: [
      `- the state bucket ${stateBucketName(account)}`,
      `- the lock table ${lockTableName} with all its rows`,
      `- ${inWords(need(context, 'account'))}`,
      '',
      'Lost with it: the history of every deployment, of all projects in this account. No state can be brought back.',
    ],
  }
}
