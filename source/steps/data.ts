import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import { summarizeData, summarizeSpots, whyLeftOut } from '../services/data/describe-data.ts'
import { readLocalData } from '../services/data/local-data.ts'
import type { PersonalData } from '../services/data/personal-data.ts'
import { takeInput } from './deployment-inputs.ts'

/** Reads and checks the personal data; it stays in memory until there is a bucket for it. */
export const data: Step<Context, PersonalData> = {
  id: 'data',
  title: 'Personal data',
  needs: [],
  inspect: async (context, report) => {
    const { answers, found } = context
    found.data ??= answers.get('dataSource') === 'local' ? await readLocal(context) : await readPrivate(context, report)
    return found.data
  },
  assess: (found) => ({ status: 'satisfied', detail: dataInLine(found) }),
}

async function readLocal(context: Context): Promise<PersonalData> {
  await takeInput(context, 'data')
  return readLocalData(context.paths().data, { unknownFiles: context.answers.get('unknownFiles') })
}

/** Git, GitHub and the cipher are loaded for those who need them. */
async function readPrivate(context: Context, report: Report): Promise<PersonalData> {
  const { readFromRemote, withDataRemote } = await import('./data-access.ts')
  return withDataRemote(context, async (remote) => {
    const download: typeof remote.download = (file, tell) => {
      context.found.dataFile = file
      return remote.download(file, tell)
    }
    const read = await readFromRemote(context, { remote: { ...remote, download }, report })
    await takeInput(context, 'data')
    return read
  })
}

/** What was read, in one line: how much, what stays out, what looks private. */
export const dataInLine = (found: PersonalData): string =>
  [summarizeData(found), ...leftOut(found), found.notes ?? [], summarizeSpots(found) ?? []].flat().join(' · ')

const leftOut = ({ leftOut: names = [] }: PersonalData) =>
  names.length > 0 ? [`${names.length} not uploaded, because ${whyLeftOut(names)}`] : []
