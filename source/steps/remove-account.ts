import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { findLeftovers, type Leftovers } from '../services/aws/find-leftovers.ts'
import { deleteLockTable, inspectLockTable } from '../services/aws/lock-table.ts'
import { countObjects, type ObjectCount } from '../services/aws/objects-count.ts'
import { removeBucket } from '../services/aws/remove-bucket.ts'
import { ownTag } from '../services/aws/tags.ts'
import { lookerOf, namesOf } from './leftover-words.ts'
import { need } from './need.ts'

/** The bucket goes first: as long as it stands, its locks are in the table. */
export const removeStateBucket: Step<Context, ObjectCount | undefined> = {
  id: 'remove-state-bucket',
  title: 'State bucket',
  inspect: async (context) => countObjects(await scopeOf(context)),
  assess: (count, context) => {
    const name = stateBucketName(need(context, 'identity').account)
    return count === undefined
      ? { status: 'satisfied', detail: 'gone' }
      : { status: 'missing', plan: [`Delete ${name} with all ${count.versions} versions in it.`] }
  },
  apply: async (context, count, report) => {
    await removeBucket({ ...(await scopeOf(context)), report, ...(count ? { total: count.versions } : {}) })
  },
}

/** Locks and the `-md5` rows of all states are in it, and nothing else. */
export const removeLockTable: Step<Context, boolean> = {
  id: 'remove-lock-table',
  title: 'Lock table',
  inspect: async (context) => (await inspectLockTable(await context.aws().dynamodb(), lockTableName)).exists,
  assess: (exists) =>
    exists
      ? { status: 'missing', plan: [`Delete ${lockTableName} with all its rows.`] }
      : { status: 'satisfied', detail: 'gone' },
  apply: async (context, _exists, report) => {
    report(`deleting ${lockTableName}`)
    await deleteLockTable(await context.aws().dynamodb(), lockTableName, context.signal)
  },
}

/** What still has our tag anywhere in the two regions; each was looked at before it is called left. */
export const accountLeftovers: Step<Context, Leftovers> = {
  id: 'leftovers',
  title: 'What is left',
  inspect: async (context, report) => {
    report('searching by tag')
    context.found.leftovers = await findLeftovers({
      looker: lookerOf(context),
      tags: ownTag,
      signal: context.signal,
    })
    return context.found.leftovers
  },
  assess: ({ there, listed }) => ({
    status: 'satisfied',
    detail: there.length + listed.length === 0 ? 'nothing' : namesOf([...there, ...listed]),
  }),
}

const scopeOf = async (context: Context) => {
  const { account } = need(context, 'identity')
  return { s3: await context.aws().s3(), bucket: stateBucketName(account), account, signal: context.signal }
}
