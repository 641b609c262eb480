import { createHash } from 'node:crypto'
import { type ConnectionOptions, openConnection } from '../../github/connection.ts'
import { downloadAsset } from '../../github/download.ts'
import { publishRelease } from '../../github/publish-release.ts'
import { explainNoAsset, newestReleaseAsset, type ReleaseAsset } from '../../github/releases.ts'
import { formatBytes } from '../describe-data.ts'
import { dataLimits } from '../personal-data.ts'
import { checkReplaces, checkSize, type DataRemote, dataFileName, type RemoteFile } from './data-remote.ts'

export interface ReleaseRemoteOptions extends ConnectionOptions {
  /** Bytes; without it what an archive of personal data may have. */
  readonly limit?: number | undefined
}

interface FoundAsset extends RemoteFile {
  readonly size: number
  readonly asset: ReleaseAsset
}

/** An asset never changes: GitHub gives a new id when it is uploaded again. */
const toFile = (asset: ReleaseAsset): FoundAsset => ({
  name: asset.name,
  size: asset.size,
  id: String(asset.id),
  asset,
})

/** Whether an asset has these bytes, as far as GitHub says without sending them. */
const holds = ({ name, size, digest }: ReleaseAsset, wanted: string, bytes: Uint8Array) =>
  name === wanted && size === bytes.length && digest === `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/**
 * The releases of a repository at GitHub: the newest that has data counts, and publishing makes a new one.
 * The token is sent to GitHub's own hosts only, in a header; nothing is written to a disk.
 * @throws {UserError} PRIVATE_REPO_INVALID, PRIVATE_TOKEN_REFUSED, GITHUB_API_URL_INVALID.
 */
export function openReleaseRemote(options: ReleaseRemoteOptions): DataRemote {
  const connection = openConnection(options)
  const { repository } = connection
  const { limit = dataLimits.archiveBytes } = options
  const description = `the releases of ${repository}`
  const newest = async () => {
    const asset = await newestReleaseAsset(connection, dataFileName)
    return asset ? toFile(asset) : undefined
  }
  return {
    description,
    newest,
    explainAbsence: () => explainNoAsset(connection),
    download: async (file, report) => {
      const { asset } = file as FoundAsset
      checkSize(asset.name, asset.size, limit, 'Nothing was downloaded.')
      const place = `${asset.name} (release ${asset.tag} of ${repository})`
      report(`Downloading ${place}: ${formatBytes(asset.size)} of at most ${formatBytes(limit)}`)
      const bytes = await downloadAsset(connection, asset, limit, (done) =>
        report(`Downloading ${asset.name}`, { done, total: asset.size }),
      )
      return Buffer.from(bytes)
    },
    publish: async ({ name, bytes, replaces }, report) => {
      checkSize(name, bytes.length, limit, 'Nothing was uploaded.')
      const found = await newest()
      checkReplaces(description, found, replaces)
      if (found && holds(found.asset, name, bytes)) return found
      report(`Uploading ${name} to a new release of ${repository}: ${formatBytes(bytes.length)}`)
      const asset = await publishRelease(connection, name, bytes, (done) =>
        report(`Uploading ${name}`, { done, total: bytes.length }),
      )
      return toFile(asset)
    },
    close: async () => {},
  }
}
