import { UserError } from '../../errors.ts'
import { repositoryNotFound } from './absence.ts'
import { type Connection, isGitHub } from './connection.ts'
import { isFields, requestJson } from './json.ts'
import { captivePortal } from './refusals.ts'
import { type ReleaseAsset, toAsset } from './releases.ts'

export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
  readonly tag: string
  /** Bytes sent so far. */
  readonly onBytes: (sent: number) => void
}

const attempts = 3

/** `upload_url` is a template, `https://…/assets{?name,label}` (RFC 6570); a host that is not GitHub's gets nothing. */
function addressFor(connection: Connection, template: string, name: string): URL {
  const text = template.replace(/\{[^}]*\}$/, '')
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !isGitHub(connection, url)) throw captivePortal(connection.base.host)
  url.searchParams.set('name', name)
  return url
}

/** An upload that broke off leaves an empty asset of its name, which stands in the way of the next one. */
async function clearLeftover(connection: Connection, release: number, name: string): Promise<void> {
  const path = `/repos/${connection.repository}/releases`
  const assets = await requestJson(connection, `${path}/${release}/assets?per_page=100`)
  for (const asset of Array.isArray(assets) ? assets.filter(isFields) : []) {
    if (asset.name === name) await requestJson(connection, `${path}/assets/${asset.id}`, { method: 'DELETE' })
  }
}

/**
 * Uploads a file to a release, anew when it breaks off: GitHub knows no upload in parts.
 * @throws {UserError} NOT_GITHUB when the release names another host, and what `request` throws.
 */
export async function uploadAsset(
  connection: Connection,
  release: { readonly id: number; readonly uploadUrl: string },
  { name, bytes, tag, onBytes }: Upload,
): Promise<ReleaseAsset> {
  const url = addressFor(connection, release.uploadUrl, name)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await requestJson(connection, url, {
        method: 'POST',
        body: bytes,
        contentType: 'application/octet-stream',
        onBytes,
        attempts: 1,
        whenMissing: (missing) => repositoryNotFound(connection.repository, missing, true),
      })
      const asset = toAsset(answer, tag)
      if (!asset) throw captivePortal(url.host)
      return asset
    } catch (error) {
      const mayPass =
        error instanceof UserError && (error.code === 'NETWORK_UNREACHABLE' || error.code === 'GITHUB_UNAVAILABLE')
      if (!mayPass || attempt === attempts) throw error
      await clearLeftover(connection, release.id, name)
    }
  }
}
