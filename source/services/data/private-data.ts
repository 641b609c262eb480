import { UserError, withMessage } from '../../errors.ts'
import { openEncrypted } from './archive/open-encrypted.ts'
import type { DataOptions } from './check-data.ts'
import type { FoundKey } from './key-file.ts'
import type { PersonalData } from './personal-data.ts'
import { type DataRemote, type RemoteFile, type Report, requireNewest } from './remotes/data-remote.ts'

export interface PrivateDataOptions extends Pick<DataOptions, 'accepted' | 'unknownFiles'> {
  readonly remote: DataRemote
  readonly key: FoundKey | undefined
  /** The file that somebody named for it. */
  readonly keyFile?: string | undefined
  readonly report: Report
  /** What lies there, where the caller has looked already. */
  readonly newest?: RemoteFile | undefined
}

const keyMissing = (file: string | undefined) =>
  new UserError(
    'DATA_KEY_MISSING',
    `The private data is encrypted, and there is no ${file ? `file ${file}` : 'key to open it with'}.`,
    [
      'export DATA_KEY=<the age identity or the passphrase that opens it>',
      'twin deploy --use-local   # takes what is in backend/data instead',
    ],
  )

/**
 * Fetches the newest encrypted file of a remote and opens it, all in memory: nothing decrypted is written to a disk.
 * @throws {UserError} DATA_KEY_MISSING before anything is asked of the remote, DATA_*, and what the remote throws.
 * @throws {CancelledError}
 */
export async function readPrivateData({
  remote,
  key,
  keyFile,
  report,
  newest,
  ...options
}: PrivateDataOptions): Promise<PersonalData> {
  if (!key) throw keyMissing(keyFile)
  const file = newest ?? (await requireNewest(remote))
  const archive = await remote.download(file, report)
  report('Decrypting in memory')
  try {
    return await openEncrypted(archive, key.text, `${file.name} of ${remote.description}`, options)
  } catch (problem) {
    if (!(problem instanceof UserError && problem.code === 'DATA_KEY_WRONG')) throw problem
    throw withMessage(problem, `${problem.message} It came from ${key.from}.`)
  }
}
