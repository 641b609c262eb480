import { createHash } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { type Connection, read } from './connection.ts'
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

const jsonLimit = 4 * 1024 * 1024

async function readJson(connection: Connection, path: string): Promise<unknown> {
  const answer = await read(connection, path, { accept: 'application/vnd.github+json', limit: jsonLimit })
  if (!answer) return undefined
  try {
    return JSON.parse(Buffer.from(answer.body).toString('utf8'))
  } catch {
    throw captivePortal(connection.base.host)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function toAsset(value: unknown, tag: string): (ReleaseAsset & { createdAt: string }) | undefined {
  if (!isRecord(value) || value.state !== 'uploaded') return undefined
  const { id, name, size, digest, created_at: createdAt } = value
  if (typeof id !== 'number' || typeof name !== 'string' || typeof size !== 'number') return undefined
  const known = { id, name, size, tag, createdAt: String(createdAt) }
  return typeof digest === 'string' ? { ...known, digest } : known
}

async function explainAbsence(connection: Connection): Promise<UserError> {
  const { repository } = connection
  if ((await readJson(connection, `/repos/${repository}`)) === undefined) {
    return new UserError('PRIVATE_REPO_NOT_FOUND', `There is no repository ${repository} that this token may see.`, [
      'Check owner and name: twin deploy --private-repo owner/name',
      'Give the token "Contents: Read-only" for it: https://github.com/settings/personal-access-tokens',
    ])
  }
  return new UserError('PRIVATE_REPO_NO_RELEASE', `${repository} has no published release.`, [
    `Publish one with the encrypted data: gh release create data-1 data-encrypted-1.zip --repo ${repository}`,
  ])
}

/**
 * The newest release's asset whose name fits; of several the one uploaded last.
 * @throws {UserError} PRIVATE_REPO_NOT_FOUND, PRIVATE_REPO_NO_RELEASE (also when the release has no such asset).
 */
export async function newestReleaseAsset(connection: Connection, pattern: RegExp): Promise<ReleaseAsset> {
  const { repository } = connection
  const release = await readJson(connection, `/repos/${repository}/releases/latest`)
  if (release === undefined) throw await explainAbsence(connection)
  if (!isRecord(release) || !Array.isArray(release.assets)) throw captivePortal(connection.base.host)
  const tag = String(release.tag_name)
  const fitting = release.assets
    .flatMap((asset) => toAsset(asset, tag) ?? [])
    .filter(({ name }) => pattern.test(name))
    .sort((a, b) => (a.createdAt + a.name < b.createdAt + b.name ? 1 : -1))
  const [newest] = fitting
  if (newest) return newest
  const message = `The newest release of ${repository} (${tag}) has no file data-encrypted-….zip.`
  throw new UserError('PRIVATE_REPO_NO_RELEASE', message, [
    `gh release upload ${tag} data-encrypted-1.zip --repo ${repository}`,
  ])
}

/**
 * An asset's bytes, complete: as many as GitHub announced, with the hash that it announced.
 * @param limit bytes.
 * @throws {UserError} DATA_ARCHIVE_DAMAGED, and what `read` throws.
 */
export async function downloadAsset(
  connection: Connection,
  asset: ReleaseAsset,
  limit: number,
  onBytes: (received: number) => void,
): Promise<Uint8Array> {
  const path = `/repos/${connection.repository}/releases/assets/${asset.id}`
  const answer = await read(connection, path, { accept: 'application/octet-stream', limit, onBytes })
  if (!answer) throw await explainAbsence(connection)
  const digest = `sha256:${createHash('sha256').update(answer.body).digest('hex')}`
  const isOther = asset.digest?.startsWith('sha256:') === true && asset.digest !== digest
  if (answer.body.length === asset.size && !isOther) return answer.body
  const message = `${asset.name} arrived damaged: ${answer.body.length} of ${asset.size} bytes${isOther ? ', with another hash' : ''}.`
  throw new UserError('DATA_ARCHIVE_DAMAGED', message, ['Run the same command again.'])
}
