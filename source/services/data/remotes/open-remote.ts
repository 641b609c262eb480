import { parseDataPlace } from '../../../data-place.ts'
import { UserError } from '../../../errors.ts'
import { openBranchRemote } from './branch-remote.ts'
import type { DataRemote } from './data-remote.ts'
import { openReleaseRemote, type ReleaseRemoteOptions } from './release-remote.ts'

export interface RemoteOptions extends Pick<ReleaseRemoteOptions, 'apiUrl' | 'pause' | 'patience'> {
  /** As parseDataPlace understands it. */
  readonly place: string
  /** Of GitHub or of another https server; also known as PRIVATE_DATA_PAT. Sent to the server that `place` names. */
  readonly token: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** A private folder that lives as long as the run; asked for only when git is needed. */
  readonly folder: () => Promise<string>
  readonly fetch: typeof fetch
  readonly signal?: AbortSignal | undefined
}

/**
 * The remote that a place names: releases of a repository at GitHub, or a branch of any git repository.
 * @throws {UserError} PRIVATE_TOKEN_MISSING, PRIVATE_TOKEN_REFUSED, PRIVATE_REPO_INVALID, GITHUB_API_URL_INVALID, GIT_*.
 */
export async function openDataRemote(options: RemoteOptions): Promise<DataRemote> {
  const place = parseDataPlace(options.place)
  if (place.kind === 'branch') return openBranchRemote({ ...options, ...place, folder: await options.folder() })
  const token = options.token?.trim()
  if (token) return openReleaseRemote({ ...options, repository: place.repository, token })
  throw new UserError(
    'PRIVATE_TOKEN_MISSING',
    'The releases of a private repository are read with a token of yours, and there is none.',
    [
      'export PRIVATE_DATA_PAT=<a token that may read the contents of the repository>',
      'twin deploy --use-local   # takes what is in backend/data instead',
    ],
  )
}
