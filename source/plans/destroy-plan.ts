import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import { lockTableName, stateBucketName } from '../names.ts'
import { planInWords } from '../services/terraform/plan-words.ts'
import { backup, backupFolder } from '../steps/backup.ts'
import { confirmation } from '../steps/confirmation.ts'
import { emptyBuckets } from '../steps/empty-buckets.ts'
import { identity } from '../steps/identity.ts'
import { inventory, inWords } from '../steps/inventory.ts'
import { leaseFor } from '../steps/lease.ts'
import { leftovers } from '../steps/leftovers.ts'
import { need } from '../steps/need.ts'
import { removeBuckets } from '../steps/remove-buckets.ts'
import { stateExists } from '../steps/state-exists.ts'
import { tagged } from '../steps/tagged.ts'
import { terraformDestroy } from '../steps/terraform-destroy.ts'
import { terraformDestroyPlan } from '../steps/terraform-destroy-plan.ts'
import { terraformInit } from '../steps/terraform-init.ts'
import { tools } from '../steps/tools.ts'
import type { Act } from './act.ts'
import { identityRemedies } from './identity-remedies.ts'
import { hasChanges } from './plan-notice.ts'

/** The way down of one environment; state bucket and lock table stay for the others. */
export const destroyPlan = (context: Context): readonly Act[] => [
  {
    questions: ['region', 'projectName', 'environment'],
    steps: [identity, tools, stateExists, leaseFor('destroy'), terraformInit, terraformDestroyPlan, inventory, tagged],
    remedies: identityRemedies,
    isFoundation: true,
  },
  { notice: removalNotice },
  // Offered to a person; who types no answers says --backup.
  ...(context.options.interactive && !context.options.yes ? [backupOffer] : []),
  {
    when: (found) => isSomethingThere(found) && !found.options.dryRun,
    questions: ['confirm'],
    steps: [confirmation, backup, emptyBuckets, terraformDestroy, removeBuckets],
  },
  { when: ({ options }) => !options.dryRun, steps: [leftovers] },
]

const backupOffer: Act = {
  when: (context) => holdsSomething(context) && !context.options.dryRun,
  questions: ['keepBackup', 'backup'],
}

/** Terraform may know of nothing any more while a bucket with everything in it still stands. */
export const isSomethingThere = (context: Context): boolean =>
  hasChanges(context) || (context.found.inventory ?? []).some(({ count }) => count !== undefined)

function holdsSomething(context: Context): boolean {
  const [, data, memory] = context.found.inventory ?? []
  return (data?.count?.objects ?? 0) + (memory?.count?.objects ?? 0) > 0
}

function removalNotice(context: Context): Notice | undefined {
  const { answers, found } = context
  if (!isSomethingThere(context) || !found.plan) return undefined
  const { account } = need(context, 'identity')
  const beside = found.besideState?.there ?? []
  const folder = backupFolder(context)
  return {
    title: `This removes the ${answers.get('environment')} twin for good`,
    tone: 'warning',
    lines: [
      ...inWords(found.inventory ?? []).map((line) => `- ${line}`),
      '',
      ...planInWords(found.plan.summary).map((line) => `- ${line}`),
      ...(beside.length > 0
        ? ['', ...beside.map(({ what, name }) => `- Unknown to Terraform, but of this twin: ${what} ${name}`)]
        : []),
      '',
      ...(folder === undefined ? [] : [`Data and conversations are copied to ${folder} first.`]),
      `What stays: the state bucket ${stateBucketName(account)} and the lock table ${lockTableName}.`,
    ],
  }
}
