import { UserError } from '../../errors.ts'
import type { Connection } from './connection.ts'
import { requestJson } from './json.ts'
import { listReleases } from './releases.ts'

/** Stands in every release of ours; a draft with it is one that a run did not finish. */
export const tellsOurs = 'Private data of a digital twin, encrypted. Published by create-digital-twin.'

/** Another run may be at work on a younger draft; milliseconds. */
const unfinishedAfter = 60 * 60 * 1000
/** A run that ends does not wait long for its own clearing up; milliseconds. */
const lastPatience = 5_000

/** `data-20260102-030405-<first digits of the hash>`: unique, and tells when, which GitHub does not for a draft. */
export function tagFor(now: Date, digest: string): string {
  const [day, time] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T')
  return `data-${day}-${time}-${digest.slice(0, 8)}`
}

/** When a tag of ours was made, in milliseconds since 1970; undefined for others. */
export function timeOfTag(tag: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^data-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-[0-9a-f]{8}$/.exec(tag)?.map(Number) ?? []
  if (year === undefined || month === undefined) return undefined
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** Removes what earlier runs of ours left half done, and nobody else's drafts. */
export async function removeStaleDrafts(connection: Connection, now = Date.now()): Promise<void> {
  const releases = await listReleases(connection)
  const stale = releases.filter(({ isDraft, body, tag }) => {
    const made = timeOfTag(tag)
    return isDraft && body.includes(tellsOurs) && made !== undefined && now - made > unfinishedAfter
  })
  for (const { id } of stale) {
    await requestJson(connection, `/repos/${connection.repository}/releases/${id}`, { method: 'DELETE' })
  }
}

/**
 * Removes a draft of this run after a failure or an interrupt; best effort, since the next run tidies up anyway.
 * A draft that turns out to be published (the answer to that was lost) stays: the data is whole then.
 */
export async function discardRelease(connection: Connection, id: number): Promise<void> {
  const brief = { ...connection, signal: undefined, patience: lastPatience }
  const path = `/repos/${connection.repository}/releases/${id}`
  try {
    const found = (await requestJson(brief, path, { attempts: 1 })) as { readonly draft?: unknown } | undefined
    if (found?.draft === true) await requestJson(brief, path, { method: 'DELETE', attempts: 1 })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
  }
}
