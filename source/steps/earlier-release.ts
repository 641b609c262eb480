import { mkdir } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { releasesFolder } from '../names.ts'
import { doAll } from '../services/aws/objects.ts'
import { readObject } from '../services/aws/objects-read.ts'
import {
  earlierRelease,
  type HistoryEntry,
  keptReleases,
  type Release,
  releaseInWords,
} from '../services/deployment/history.ts'
import { emptyPageFolder, placeFile } from '../services/deployment/release-files.ts'
import { listDeployments, readHistory } from './history-places.ts'

/**
 * Fetches the packages and the page that stood before the present ones, so that they are deployed in the place of what
 * lies here.
 */
export const earlierReleaseStep: Step<Context, HistoryEntry | undefined> = {
  id: 'earlier-release',
  title: 'Earlier release',
  needs: ['identity'],
  inspect: async (context, report) => {
    const { answers, found } = context
    const objects = await listDeployments(context)
    // A rollback makes an entry of its own, so that there may be two for each release.
    const entries = await readHistory(context, objects, answers.get('environment'), 2 * keptReleases)
    const entry = earlierRelease(entries)
    if (entry?.release) {
      await fetchRelease(context, entry.release, report)
      found.returnsTo = entry
    }
    return entry
  },
  assess: (entry, { answers }) =>
    entry
      ? { status: 'satisfied', detail: `${releaseInWords(entry)}: its code and its page` }
      : {
          status: 'blocked',
          problem: new UserError(
            'NO_EARLIER_RELEASE',
            `There is no earlier release of ${answers.get('environment')} to return to.`,
            ['twin status   # lists the deployments that are remembered'],
          ),
        },
}

async function fetchRelease(context: Context, release: Release, report: Report): Promise<void> {
  const { answers, found, paths } = context
  const { build } = paths()
  await mkdir(build, { recursive: true })
  const directory = await emptyPageFolder(build)
  const places = {
    code: join(build, 'function.zip'),
    dependencies: join(build, 'dependencies.zip'),
  }
  const files: readonly (readonly [path: string, hash: string])[] = [
    [places.code, release.code.sha256],
    [places.dependencies, release.dependencies.sha256],
    ...Object.entries(release.page).map(([path, hash]) => [inside(directory, path), hash] as const),
  ]
  const { scope } = await listDeployments(context)
  let done = 0
  await doAll(
    files,
    async ([path, hash]) => {
      await placeFile(path, hash, await readObject(scope, `${releasesFolder(answers.get('projectName'))}${hash}`))
      done += 1
      report('fetching the earlier release', { done, total: files.length })
    },
    context.signal,
  )
  found.packages = {
    code: { path: places.code, ...release.code },
    dependencies: { path: places.dependencies, ...release.dependencies },
  }
  found.page = { directory, built: true }
  // Of what lies here nothing is put up, so that the next deployment does not take it for deployed.
  const fetched = `release ${release.code.sha256}`
  found.inputs = { ...found.inputs, backend: fetched, page: fetched }
}

/** Names come from the state bucket, which others may write to as well. */
function inside(directory: string, path: string): string {
  const place = join(directory, path)
  if (place.startsWith(directory + sep)) return place
  throw new UserError('RELEASE_DAMAGED', `A file of that release is called “${path}”, which leads out of its folder.`, [
    'twin deploy   # puts up what lies here',
  ])
}
