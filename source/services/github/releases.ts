import { UserError } from '../../errors.ts'
import { explainAbsence } from './absence.ts'
import type { Connection } from './connection.ts'
import { type Fields, isFields, requestJson } from './json.ts'
import { captivePortal } from './refusals.ts'

export interface ReleaseAsset {
  readonly id: number
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** `sha256:<hex>`; GitHub has it for assets uploaded since June 2025. */
  readonly digest?: string
  /** The release it belongs to. */
  readonly tag: string
}

export interface Release {
  readonly id: number
  readonly tag: string
  readonly isDraft: boolean
  readonly body: string
  /** ISO 8601; empty for a draft. */
  readonly publishedAt: string
  readonly assets: readonly (ReleaseAsset & { readonly createdAt: string })[]
}

const perPage = 100
/** Pages that are looked through for a release with data in it. */
const pages = 5

export function toAsset(value: unknown, tag: string): (ReleaseAsset & { createdAt: string }) | undefined {
  // An upload that broke off stays as "starter".
  if (!isFields(value) || value.state !== 'uploaded') return undefined
  const { id, name, size, digest, created_at: createdAt } = value
  if (typeof id !== 'number' || typeof name !== 'string' || typeof size !== 'number') return undefined
  const known = { id, name, size, tag, createdAt: String(createdAt) }
  return typeof digest === 'string' ? { ...known, digest } : known
}

export function toRelease(value: unknown, connection: Connection): Release {
  if (!isFields(value) || !Array.isArray(value.assets)) throw captivePortal(connection.base.host)
  const { id, tag_name: tagName, draft, body, published_at: publishedAt }: Fields = value
  const tag = String(tagName)
  return {
    id: Number(id),
    tag,
    isDraft: draft === true,
    body: typeof body === 'string' ? body : '',
    publishedAt: typeof publishedAt === 'string' ? publishedAt : '',
    assets: value.assets.flatMap((asset) => toAsset(asset, tag) ?? []),
  }
}

/** One page of releases, drafts included when the token may write. */
export async function listReleases(connection: Connection, page = 1): Promise<readonly Release[]> {
  const path = `/repos/${connection.repository}/releases?per_page=${perPage}&page=${page}`
  const found = await requestJson(connection, path)
  if (found === undefined) throw await explainAbsence(connection)
  if (!Array.isArray(found)) throw captivePortal(connection.base.host)
  return found.map((each) => toRelease(each, connection))
}

const lastUploaded = (release: Release, pattern: RegExp): ReleaseAsset | undefined =>
  release.assets
    .filter(({ name }) => pattern.test(name))
    .sort((a, b) => (a.createdAt + a.name < b.createdAt + b.name ? 1 : -1))
    .at(0)

/** Looks through older releases, the one published last first. */
async function findInOlder(connection: Connection, pattern: RegExp): Promise<ReleaseAsset | undefined> {
  for (let page = 1; page <= pages; page += 1) {
    const releases = await listReleases(connection, page)
    const [newest] = releases
      .filter((release) => !release.isDraft && lastUploaded(release, pattern))
      .sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
    if (newest) return lastUploaded(newest, pattern)
    if (releases.length < perPage) return undefined
  }
  return undefined
}

/**
 * The asset whose name fits, of the newest release that has one; of several the one uploaded last. Undefined when
 * there is no release, or none with such an asset.
 * @throws {UserError} PRIVATE_REPO_NOT_FOUND, PRIVATE_TOKEN_SCOPE, and what `request` throws.
 */
export async function newestReleaseAsset(connection: Connection, pattern: RegExp): Promise<ReleaseAsset | undefined> {
  const latest = await requestJson(connection, `/repos/${connection.repository}/releases/latest`)
  const found = latest === undefined ? undefined : lastUploaded(toRelease(latest, connection), pattern)
  return found ?? findInOlder(connection, pattern)
}

/** What to say when there is none, after a look at what is there. */
export async function explainNoAsset(connection: Connection): Promise<UserError> {
  const releases = await listReleases(connection)
  const newest = releases.find(({ isDraft }) => !isDraft)
  if (!newest) return explainAbsence(connection)
  const { repository } = connection
  const message = `No release of ${repository} (the newest is ${newest.tag}) has a file data-encrypted-….age or .zip.`
  return new UserError('PRIVATE_REPO_NO_RELEASE', message, [
    `twin data push --private-repo ${repository}   # encrypts backend/data and publishes it as a release`,
  ])
}
