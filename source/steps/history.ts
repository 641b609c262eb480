import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { CancelledError, UserError } from '../errors.ts'
import { historyFolder } from '../names.ts'
import { writeRecordObject } from '../services/aws/deployment-record.ts'
import { contentsOf, entryName, type HistoryEntry, type Release } from '../services/deployment/history.ts'
import { type Contents, readPageFiles } from '../services/deployment/release-files.ts'
import { describeCommit } from '../services/git/work-tree.ts'
import { type DeploymentObjects, keepContents, listDeployments, readHistory, tidyHistory } from './history-places.ts'
import { need } from './need.ts'

/** Remembers a deployment that changed something: who, when, what; and keeps what it put up, to return to. */
export const history: Step<Context, boolean> = {
  id: 'history',
  title: 'History',
  needs: ['health'],
  inspect: async ({ found }) => found.marked !== undefined && found.history === undefined,
  assess: (isDue, { found }) =>
    isDue
      ? { status: 'missing', plan: ['Remember this deployment, and keep its packages and page to return to.'] }
      : { status: 'satisfied', detail: found.history ?? 'nothing changed' },
  apply: async (context, _isDue, report) => {
    try {
      await remember(context)
      context.found.history = 'remembered, with what one needs to return to it'
    } catch (problem) {
      if (context.signal.aborted) throw new CancelledError()
      // The twin stands. What is kept about it is worth a word, and not a failure.
      if (!(problem instanceof UserError)) throw problem
      context.found.history = 'not remembered'
      report.note([`This deployment is not in the history: ${problem.message}`])
    }
  },
}

async function remember(context: Context): Promise<void> {
  const { answers, found, paths, env, signal, version: program } = context
  const objects = await listDeployments(context)
  const { release, contents } = await whatWentUp(context, objects)
  const commit = await describeCommit(paths().root, env, signal)
  const none = { create: 0, change: 0, replace: 0, remove: 0 }
  const summary = found.isApplied ? (found.plan?.summary ?? found.madeWithoutPlan) : undefined
  const entry: HistoryEntry = {
    format: 1,
    at: new Date().toISOString(),
    who: need(context, 'identity').arn,
    computer: hostname(),
    ...(commit ? { commit } : {}),
    program,
    version: need(context, 'health').version,
    milliseconds: Math.round(performance.now()),
    changes: summary?.counts ?? none,
    pageFiles: found.pageUpload?.uploaded.length ?? 0,
    ...(release ? { release } : {}),
    ...(found.returnsTo ? { returnsTo: found.returnsTo.at } : {}),
  }
  // The entry last: what it names is there then, whenever this ends.
  if (release) await keepContents(context, objects, contentsOf([entry]), putFrom(objects, contents))
  const folder = historyFolder(answers.get('projectName'), answers.get('environment'))
  await writeRecordObject(objects.scope, `${folder}${entryName(entry)}`, JSON.stringify(entry, null, 2))
  await tidyHistory(context)
}

const putFrom =
  ({ scope }: DeploymentObjects, contents: Contents) =>
  async (key: string, hash: string) => {
    const bytes = contents.get(hash)
    if (bytes) await writeRecordObject(scope, key, bytes)
  }

/** Of a deployment of the page alone, the packages are those of the one before. */
async function whatWentUp(
  context: Context,
  objects: DeploymentObjects,
): Promise<{ readonly release?: Release; readonly contents: Contents }> {
  const { answers, found } = context
  const { page, contents } = await readPageFiles(need(context, 'page').directory)
  if (!found.packages) {
    const [last] = await readHistory(context, objects, answers.get('environment'), 1)
    return { ...(last?.release ? { release: { ...last.release, page } } : {}), contents }
  }
  const { code, dependencies } = found.packages
  const bytesOf = async ({ path, sha256 }: { path: string; sha256: string }) => [sha256, await readFile(path)] as const
  const packages = await Promise.all([code, dependencies].map(bytesOf))
  const sizes = ({ sha256, bytes, unzippedBytes }: typeof code) => ({ sha256, bytes, unzippedBytes })
  return {
    release: { code: sizes(code), dependencies: sizes(dependencies), page },
    contents: new Map([...contents, ...packages]),
  }
}
