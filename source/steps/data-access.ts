import type { Context } from '../context.ts'
import { dataKeyFile } from '../paths.ts'
import { type FoundKey, findDataKey } from '../services/data/key-file.ts'
import type { PersonalData } from '../services/data/personal-data.ts'
import { type PrivateDataOptions, readPrivateData } from '../services/data/private-data.ts'
import { readAcceptedFile } from '../services/data/public-lint/accepted-file.ts'
import type { DataRemote, RemoteFile } from '../services/data/remotes/data-remote.ts'
import { openDataRemote } from '../services/data/remotes/open-remote.ts'
import { repeatUntil } from '../services/repeat-until.ts'
import { privateFolder } from './terraform.ts'

/** Where the key to the private data is kept for this twin, when it is not in DATA_KEY. */
export const keyFileOf = ({ env, answers }: Context): string => dataKeyFile(env, answers.get('projectName'))

/** What opens the private data; undefined when nobody gave it. */
export const keyOf = (context: Context): Promise<FoundKey | undefined> => findDataKey(context.env, keyFileOf(context))

/** Works with the place where the private data lies, and clears away what that left on this computer. */
export async function withDataRemote<Outcome>(
  context: Context,
  work: (remote: DataRemote) => Promise<Outcome>,
): Promise<Outcome> {
  const { answers, env, signal } = context
  const remote = await openDataRemote({
    place: answers.get('privateRepo'),
    token: env.PRIVATE_DATA_PAT,
    env,
    folder: () => privateFolder(context),
    fetch,
    signal,
  })
  try {
    return await work(remote)
  } finally {
    await remote.close()
  }
}

/** Fetches and opens what lies there, in memory. */
export async function readFromRemote(
  context: Context,
  reading: Pick<PrivateDataOptions, 'remote' | 'report' | 'newest'>,
): Promise<PersonalData> {
  return readPrivateData({
    ...reading,
    key: await keyOf(context),
    keyFile: context.env.DATA_KEY_FILE,
    accepted: await readAcceptedFile(context.paths().data),
    unknownFiles: context.answers.get('unknownFiles'),
  })
}

/**
 * What lies there now. Right after this run published something it is waited for: a list may be some seconds behind.
 * Undefined when there is nothing yet.
 */
export async function newestIn(remote: DataRemote, { found, signal }: Context): Promise<RemoteFile | undefined> {
  const wanted = found.published?.id
  const isThere = (newest: RemoteFile | undefined) => wanted === undefined || newest?.id === wanted
  return repeatUntil(() => remote.newest(), isThere, { every: 1_000, looks: 10, signal })
}
