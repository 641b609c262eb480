import { UserError } from '../../errors.ts'
import { openEncrypted } from './archive/open-encrypted.ts'
import type { DataOptions } from './check-data.ts'
import type { PersonalData } from './personal-data.ts'
import { requireNewest } from './remotes/data-remote.ts'
import { openReleaseRemote } from './remotes/release-remote.ts'

export interface PrivateDataOptions extends Pick<DataOptions, 'accepted'> {
  /** `owner/name`. */
  readonly repository: string
  readonly token: string | undefined
  /** An age identity or a passphrase; also known as DATA_KEY. */
  readonly dataKey: string | undefined
  readonly fetch: typeof fetch
  readonly signal?: AbortSignal
  readonly report?: (message: string, progress?: { readonly done: number; readonly total?: number }) => void
  /** Without it GITHUB_API_URL, without that GitHub's public API. */
  readonly apiUrl?: string
  /** Milliseconds before a failed request is repeated. */
  readonly pause?: number
  /** Milliseconds a silent server is waited for. */
  readonly patience?: number
}

function need(value: string | undefined, code: string, message: string, step: string): string {
  if (value === undefined || value.trim() === '')
    throw new UserError(code, message, [step, 'Or: twin deploy --use-local'])
  return value
}

/**
 * Downloads the newest release's encrypted archive and opens it, all in memory: neither the archive nor anything
 * decrypted is written to a disk, and the token is sent to GitHub's API only, in a header.
 * @throws {UserError} PRIVATE_TOKEN_MISSING, PRIVATE_TOKEN_REFUSED, PRIVATE_REPO_*, DATA_*, GITHUB_*, NETWORK_UNREACHABLE, NOT_GITHUB.
 * @throws {CancelledError} when `signal` is aborted.
 */
export async function readPrivateData(options: PrivateDataOptions): Promise<PersonalData> {
  const report = options.report ?? (() => {})
  const token = need(
    options.token,
    'PRIVATE_TOKEN_MISSING',
    'A private repository is read with a token of yours, and there is none.',
    'export PRIVATE_DATA_PAT=<a token that may read the contents of the repository>',
  )
  const dataKey = need(
    options.dataKey,
    'DATA_KEY_MISSING',
    'The private data is encrypted, and there is no key to open it with.',
    'export DATA_KEY=<the age identity or the passphrase that opens it>',
  )
  const remote = openReleaseRemote({ ...options, token })
  const file = await requireNewest(remote)
  const archive = await remote.download(file, report)
  report('Decrypting in memory')
  return openEncrypted(archive, dataKey, `${file.name} of ${options.repository}`, {
    accepted: options.accepted,
  })
}
