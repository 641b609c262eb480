import * as z from 'zod'
import { moment } from '../moment.ts'

/** One of the Lambda's packages; sizes in bytes. */
const packageSchema = z.object({ sha256: z.string(), bytes: z.number(), unzippedBytes: z.number() })

/** What a deployment put up, by content; the bytes are kept beside it. */
const releaseSchema = z.object({
  code: packageSchema,
  dependencies: packageSchema,
  /** SHA-256 by path. */
  page: z.record(z.string(), z.string()),
})

const entrySchema = z.object({
  format: z.literal(1),
  /** When it was through. ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** The caller's ARN. */
  who: z.string(),
  computer: z.string(),
  /** Of the project; absent where it is no git repository. */
  commit: z.object({ id: z.string(), isDirty: z.boolean() }).optional(),
  /** Of this program. */
  program: z.string(),
  /** What the twin calls its version. */
  version: z.string(),
  /** From the start of the program. */
  milliseconds: z.number(),
  /** How many resources Terraform created, changed, replaced, removed. */
  changes: z.object({ create: z.number(), change: z.number(), replace: z.number(), remove: z.number() }),
  /** How many files of the page went up. */
  pageFiles: z.number(),
  release: releaseSchema.optional(),
  /** The time of the entry whose release this deployment returned to. */
  returnsTo: z.string().optional(),
})

export type Release = z.infer<typeof releaseSchema>
export type HistoryEntry = z.infer<typeof entrySchema>

/** How many releases of an environment are kept to return to. */
export const keptReleases = 5
/** How many deployments of an environment are remembered. */
export const keptEntries = 100

/** Names sort by time. `20261123T101500123Z.json` */
export const entryName = ({ at }: Pick<HistoryEntry, 'at'>): string => `${at.replaceAll(/[-:.]/g, '')}.json`

/** @returns undefined for anything that is no entry of this format. */
export function parseEntry(text: string): HistoryEntry | undefined {
  try {
    return entrySchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/**
 * The entry to return to: the last one before what stands now that put up something else. Who has returned already goes
 * one further back. Pure.
 * @param entries the newest first
 */
export function earlierRelease(entries: readonly HistoryEntry[]): HistoryEntry | undefined {
  const [now] = entries.filter(({ release }) => release)
  if (!now) return undefined
  const from = now.returnsTo ?? now.at
  const text = JSON.stringify(now.release)
  return entries.find(({ at, release, returnsTo }) => {
    return at < from && release && !returnsTo && JSON.stringify(release) !== text
  })
}

/** Hashes of all that these releases are made of. */
export const contentsOf = (entries: readonly HistoryEntry[]): ReadonlySet<string> =>
  new Set(
    entries.flatMap(({ release }) =>
      release ? [release.code.sha256, release.dependencies.sha256, ...Object.values(release.page)] : [],
    ),
  )

/** Who, of what, how long, and what came of it; `at` stands beside. */
export function entryInWords({
  who,
  commit,
  milliseconds,
  changes,
  pageFiles,
  returnsTo,
  version,
}: HistoryEntry): string {
  const counts = Object.entries(changes).filter(([, count]) => count > 0)
  const what = [
    ...counts.map(([kind, count]) => `${kind} ${count}`),
    ...(pageFiles > 0 ? [`${pageFiles} files of the page`] : []),
  ]
  return [
    who.split(/[:/]/).at(-1) ?? who,
    ...(returnsTo ? [`back to ${moment(returnsTo)}`] : []),
    `version ${version}`,
    ...(commit ? [inWords(commit)] : []),
    what.join(', ') || 'data alone',
    `${Math.round(milliseconds / 1000)} s`,
  ].join(' · ')
}

const inWords = ({ id, isDirty }: NonNullable<HistoryEntry['commit']>) =>
  `commit ${id}${isDirty ? ' with changes' : ''}`

/** When it was, and of which commit. */
export const releaseInWords = ({ at, commit, version }: HistoryEntry): string =>
  `${moment(at)}, version ${version}${commit ? `, ${inWords(commit)}` : ''}`
