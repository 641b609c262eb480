import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { summarizeData, summarizeSpots, whyLeftOut } from '../services/data/describe-data.ts'
import { readLocalData } from '../services/data/local-data.ts'
import type { PersonalData } from '../services/data/personal-data.ts'
import { readPrivateData } from '../services/data/private-data.ts'
import { readAcceptedFile } from '../services/data/public-lint/accepted-file.ts'

/** Reads and checks the personal data; it stays in memory until there is a bucket for it. */
export const data: Step<Context, PersonalData> = {
  id: 'data',
  title: 'Personal data',
  needs: [],
  inspect: async (context, report) => {
    const { answers, env, signal, found } = context
    found.data ??=
      answers.get('dataSource') === 'local'
        ? await readLocalData(context.paths().data)
        : await readPrivateData({
            repository: answers.get('privateRepo'),
            token: env.PRIVATE_DATA_PAT,
            dataKey: env.DATA_KEY,
            accepted: await readAcceptedFile(context.paths().data),
            fetch,
            signal,
            report,
          })
    return found.data
  },
  assess: (found) => ({
    status: 'satisfied',
    detail: [summarizeData(found), ...leftOut(found), found.notes ?? [], summarizeSpots(found) ?? []]
      .flat()
      .join(' · '),
  }),
}

const leftOut = ({ leftOut: names = [] }: PersonalData) =>
  names.length > 0 ? [`${names.length} not uploaded, because ${whyLeftOut(names)}`] : []
