import type { Context } from '../context.ts'
import {
  deploymentsFolder,
  type Environment,
  environments,
  historyFolder,
  recordKey,
  releasesFolder,
} from '../names.ts'
import { readRecordObject } from '../services/aws/deployment-record.ts'
import { type BucketScope, doAll } from '../services/aws/objects.ts'
import { listObjects, type StoredObject } from '../services/aws/objects-read.ts'
import { removeObjects } from '../services/aws/objects-remove.ts'
import { contentsOf, type HistoryEntry, keptEntries, keptReleases, parseEntry } from '../services/deployment/history.ts'
import { stateScope } from './deployment-places.ts'
import { need } from './need.ts'

/** What is kept of a project's deployments, as one listing shows it. */
export interface DeploymentObjects {
  readonly scope: BucketScope
  readonly all: readonly StoredObject[]
}

const projectOf = ({ answers }: Context): string => answers.get('projectName')

/** Milliseconds for which content that no entry names is left alone: another environment's run may be about to name it. */
const grace = 3_600_000

export async function listDeployments(context: Context): Promise<DeploymentObjects> {
  const scope = await stateScope(context, need(context, 'identity').account)
  return { scope, all: (await listObjects(scope, deploymentsFolder(projectOf(context)))) ?? [] }
}

/** The names of an environment's entries, the newest first. */
const entryKeys = (context: Context, { all }: DeploymentObjects, environment: Environment): readonly string[] => {
  const folder = historyFolder(projectOf(context), environment)
  const keys = all.flatMap(({ key }) => (key.startsWith(folder) ? [key] : []))
  return keys.sort().reverse()
}

/** The last deployments of an environment, the newest first. A request for each. */
export async function readHistory(
  context: Context,
  objects: DeploymentObjects,
  environment: Environment,
  most: number,
): Promise<readonly HistoryEntry[]> {
  const keys = entryKeys(context, objects, environment).slice(0, most)
  const entries = await Promise.all(
    keys.map(async (key) => parseEntry((await readRecordObject(objects.scope, key)) ?? '')),
  )
  return entries.filter((entry) => entry !== undefined)
}

/** Removes entries that are too old, and content that no release names which one can return to. */
export async function tidyHistory(context: Context): Promise<void> {
  const objects = await listDeployments(context)
  const old = environments.flatMap((environment) => entryKeys(context, objects, environment).slice(keptEntries))
  await removeObjects(objects.scope, [...old, ...(await unnamedContents(context, objects))])
}

async function unnamedContents(context: Context, objects: DeploymentObjects): Promise<readonly string[]> {
  const histories = await Promise.all(
    environments.map((environment) => readHistory(context, objects, environment, keptReleases)),
  )
  const named = contentsOf(histories.flat())
  const folder = releasesFolder(projectOf(context))
  const isOld = ({ modified }: StoredObject) => Date.now() - modified > grace
  return objects.all.flatMap((object) => {
    const { key } = object
    return key.startsWith(folder) && !named.has(key.slice(folder.length)) && isOld(object) ? [key] : []
  })
}

/** What is being removed is not as it was deployed any more, and there is nothing to return to. */
export async function forgetDeployments(context: Context): Promise<void> {
  const environment = context.answers.get('environment')
  const objects = await listDeployments(context)
  await removeObjects(objects.scope, [
    recordKey(projectOf(context), environment),
    ...entryKeys(context, objects, environment),
  ])
  await tidyHistory(context)
}

/** Puts what is not there yet; `read` gives the bytes of a hash. */
export async function keepContents(
  context: Context,
  { scope, all }: DeploymentObjects,
  hashes: ReadonlySet<string>,
  put: (key: string, hash: string) => Promise<void>,
): Promise<void> {
  const folder = releasesFolder(projectOf(context))
  const there = new Set(all.map(({ key }) => key))
  const missing = [...hashes].filter((hash) => !there.has(`${folder}${hash}`))
  await doAll(missing, (hash) => put(`${folder}${hash}`, hash), scope.signal)
}
