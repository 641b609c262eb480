import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import { compareData } from '../services/data/compare-data.ts'
import { data } from '../steps/data.ts'
import { dataEncrypt } from '../steps/data-encrypt.ts'
import { dataInit } from '../steps/data-init.ts'
import { localData } from '../steps/data-local.ts'
import { dataReplace, remoteData } from '../steps/data-pull.ts'
import { dataPush } from '../steps/data-push.ts'
import { dataRekey } from '../steps/data-rekey.ts'
import { openedBackup, restoreConversations } from '../steps/data-restore.ts'
import { identity } from '../steps/identity.ts'
import type { Act } from './act.ts'
import { accessRemedies, dataRemedies } from './data-remedies.ts'
import { identityRemedies } from './identity-remedies.ts'

export const checkDataPlan: readonly Act[] = [
  { questions: ['dataSource', 'privateRepo'], steps: [data], remedies: dataRemedies },
]

export const initDataPlan = (isNew: boolean): readonly Act[] => [{ steps: [dataInit({ isNew })] }]

export const encryptDataPlan = (output: string | undefined): readonly Act[] => [
  { steps: [localData, dataEncrypt(output)], remedies: accessRemedies },
]

export const pushDataPlan: readonly Act[] = [
  { questions: ['privateRepo'], steps: [localData, dataPush], remedies: accessRemedies },
]

export const fetchDataPlan: readonly Act[] = [
  { questions: ['privateRepo'], steps: [remoteData], remedies: accessRemedies },
]

/** Told by a plan of its own: also where there is no terminal to ask in, and the approval is missing. */
export const lossPlan: readonly Act[] = [{ notice: lossNotice }]

/** Nothing is to be approved when nothing is lost. */
export const replaceDataPlan = (context: Context): readonly Act[] => [
  losesSomething(context) ? { questions: ['approve'], steps: [dataReplace] } : { steps: [dataReplace] },
]

/** Reads a backup and compares its data with what is here; writes nothing. */
export const openBackupPlan = (directory: string): readonly Act[] => [{ steps: [openedBackup(directory)] }]

/** Puts the conversations of that backup back, where an environment stands that can have them. */
export const talkPlan = (directory: string): readonly Act[] => [
  {
    questions: ['region', 'projectName', 'environment'],
    steps: [identity, restoreConversations(directory)],
    remedies: identityRemedies,
  },
]

export const rekeyDataPlan: readonly Act[] = [
  { questions: ['privateRepo'], steps: [dataRekey], remedies: accessRemedies },
]

/** What is only here goes when other data takes its place; what could not even be read may be worth something, too. */
function losesSomething({ found, options }: Context): boolean {
  const fetched = found.remoteData?.data
  if (!fetched || options.dryRun) return false
  const { changed, removed } = compareData(found.localData, fetched)
  return found.hasUnreadData === true || changed.length + removed.length > 0
}

const mostNames = 8

function lossNotice(context: Context): Notice | undefined {
  const { found } = context
  const fetched = found.remoteData?.data
  if (!fetched || !losesSomething(context)) return undefined
  const { added, changed, removed } = compareData(found.localData, fetched)
  const row = (word: string, paths: readonly string[]) =>
    paths.length > 0
      ? [
          `- ${word}: ${paths.slice(0, mostNames).join(', ')}${paths.length > mostNames ? ` and ${paths.length - mostNames} more` : ''}`,
        ]
      : []
  return {
    title: 'What is in backend/data is replaced',
    tone: 'warning',
    lines: [
      ...row('replaced', changed),
      ...row('removed', removed),
      ...row('new', added),
      ...(found.hasUnreadData ? ['- What is there now could not be read as personal data.'] : []),
      '',
      'Changes that were never pushed are lost. To keep them, stop here and copy backend/data.',
    ],
  }
}
