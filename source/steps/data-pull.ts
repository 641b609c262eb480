import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import type { RemoteData } from '../found.ts'
import { versionIn } from '../services/data/archive/pack.ts'
import { readLocalData } from '../services/data/local-data.ts'
import type { PersonalData } from '../services/data/personal-data.ts'
import { requireNewest } from '../services/data/remotes/data-remote.ts'
import { replaceData } from '../services/data/replace-data.ts'
import { dataInLine } from './data.ts'
import { readFromRemote, withDataRemote } from './data-access.ts'

/** Reads what lies in the private repository, in memory; the same data as here is not even fetched. */
export const remoteData: Step<Context, RemoteData> = {
  id: 'remote-data',
  title: 'Private data',
  needs: [],
  inspect: async (context, report) => {
    const { found } = context
    const local = await readStanding(context)
    if (local) found.localData = local
    found.remoteData ??= await withDataRemote(context, async (remote) => {
      const newest = await requireNewest(remote)
      if (local && versionIn(newest.name) === local.version) return { newest }
      return { newest, data: await readFromRemote(context, { remote, newest, report }) }
    })
    return found.remoteData
  },
  assess: ({ newest, data }) => ({
    status: 'satisfied',
    detail: data ? dataInLine(data) : `${newest?.name} is what is here already; nothing was transferred`,
  }),
}

/** What is here, if it is data at all: broken data is a reason to pull, and none to stop. */
export async function readStanding(context: Context): Promise<PersonalData | undefined> {
  try {
    return await readLocalData(context.paths().data, { unknownFiles: context.answers.get('unknownFiles') })
  } catch (problem) {
    if (!(problem instanceof UserError)) throw problem
    context.found.hasUnreadData = problem.code !== 'DATA_MISSING'
    return undefined
  }
}

/** Puts the fetched data into the place of what is in `backend/data`. */
export const dataReplace: Step<Context, PersonalData | undefined> = {
  id: 'replace-data',
  title: 'Data on this computer',
  needs: [],
  inspect: async (context) => (isFetched(context) ? readStanding(context) : context.found.localData),
  assess: (standing, { found }) => {
    const fetched = found.remoteData?.data
    return !fetched || fetched.version === standing?.version
      ? { status: 'satisfied', detail: `version ${standing?.version} is in backend/data` }
      : {
          status: 'missing',
          plan: [`Put version ${fetched.version}, ${fetched.files.length} files, into backend/data.`],
        }
  },
  apply: async (context) => {
    const fetched = context.found.remoteData?.data
    if (fetched) await replaceData(context.paths().data, fetched)
  },
}

const isFetched = ({ found }: Context) => found.remoteData?.data !== undefined
