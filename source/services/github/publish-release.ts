import { createHash } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { repositoryNotFound } from './absence.ts'
import type { Connection } from './connection.ts'
import { discardRelease, removeStaleDrafts, tagFor, tellsOurs } from './drafts.ts'
import { isFields, requestJson } from './json.ts'
import { captivePortal } from './refusals.ts'
import type { ReleaseAsset } from './releases.ts'
import { uploadAsset } from './upload.ts'

/**
 * Asked before anything is uploaded: a repository without a commit takes a draft with all its files and refuses to
 * publish it. The list of commits of such a one is a 409 (https://docs.github.com/rest/commits/commits#list-commits).
 */
async function checkHasCommit(connection: Connection): Promise<void> {
  const { repository } = connection
  await requestJson(connection, `/repos/${repository}/commits?per_page=1`, {
    whenMissing: (answer) => repositoryNotFound(repository, answer, true),
  })
}

/**
 * Encrypted or not: what was public once stays in other people's hands, and keys get lost years later.
 * Asked when something is written; https://docs.github.com/rest/repos/repos#get-a-repository
 */
async function checkIsPrivate(connection: Connection): Promise<void> {
  const { repository } = connection
  const found = await requestJson(connection, `/repos/${repository}`, {
    whenMissing: (answer) => repositoryNotFound(repository, answer, true),
  })
  if (!isFields(found) || found.private !== false) return
  throw new UserError('PRIVATE_REPO_PUBLIC', `${repository} is public: everybody could fetch the data and keep it.`, [
    `gh repo edit ${repository} --visibility private --accept-visibility-change-consequences`,
    'twin data push --private-repo owner/name   # into another repository',
  ])
}

async function createDraft(connection: Connection, tag: string, name: string) {
  const { repository } = connection
  const draft = await requestJson(connection, `/repos/${repository}/releases`, {
    method: 'POST',
    document: { tag_name: tag, name, body: tellsOurs, draft: true },
    whenMissing: (answer) => repositoryNotFound(repository, answer, true),
  })
  if (!isFields(draft) || typeof draft.id !== 'number' || typeof draft.upload_url !== 'string') {
    throw captivePortal(connection.base.host)
  }
  return { id: draft.id, uploadUrl: draft.upload_url }
}

/**
 * Publishes one file as a new release. Nobody sees half of it: it is a draft until the file is there, whole.
 * Older releases stay. Drafts that an earlier run left are removed.
 * @param onBytes bytes sent so far.
 * @throws {UserError} PRIVATE_REPO_EMPTY, PRIVATE_REPO_NOT_FOUND, PRIVATE_REPO_PUBLIC, PRIVATE_TOKEN_SCOPE, GITHUB_REFUSED, and what
 * `request` throws.
 */
export async function publishRelease(
  connection: Connection,
  name: string,
  bytes: Uint8Array,
  onBytes: (sent: number) => void,
): Promise<ReleaseAsset> {
  const { repository } = connection
  const digest = createHash('sha256').update(bytes).digest('hex')
  await checkIsPrivate(connection)
  await checkHasCommit(connection)
  await removeStaleDrafts(connection)
  const tag = tagFor(new Date(), digest)
  const draft = await createDraft(connection, tag, name)
  try {
    const asset = await uploadAsset(connection, draft, { name, bytes, tag, onBytes })
    if (asset.size !== bytes.length || (asset.digest ?? `sha256:${digest}`) !== `sha256:${digest}`) {
      throw new UserError('DATA_ARCHIVE_DAMAGED', `${name} arrived damaged at GitHub. It was not published.`, [
        'Run the same command again.',
      ])
    }
    await requestJson(connection, `/repos/${repository}/releases/${draft.id}`, {
      method: 'PATCH',
      document: { draft: false, make_latest: 'true' },
      whenMissing: (answer) => repositoryNotFound(repository, answer, true),
    })
    return asset
  } catch (error) {
    await discardRelease(connection, draft.id)
    throw error
  }
}
