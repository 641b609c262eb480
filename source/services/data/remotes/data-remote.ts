import { UserError } from '../../../errors.ts'
import { formatBytes } from '../describe-data.ts'

/** The encrypted data as it lies in a remote place. */
export interface RemoteFile {
  readonly name: string
  /** Bytes; undefined when the server does not tell before the transfer. */
  readonly size: number | undefined
  /** Another one exactly when there are other contents: who knows it need not download them. */
  readonly id: string
}

/** `done` and `total` are bytes; `total` is absent when nobody knows it. */
export type Report = (message: string, progress?: { readonly done: number; readonly total?: number }) => void

export interface Publication {
  readonly name: string
  readonly bytes: Uint8Array
  /** The id of what the caller believes to be there, empty for nothing; something else there is not overwritten. */
  readonly replaces?: string | undefined
}

/**
 * A place that encrypted data is read from and written to. Every method throws a UserError with a stable code,
 * or a CancelledError; no token is in any of them.
 */
export interface DataRemote {
  /** As a person would say it; without secrets. */
  readonly description: string
  /** What lies there, without fetching it; undefined when there is nothing yet. */
  newest(): Promise<RemoteFile | undefined>
  /** Why `newest` found nothing, and what mends that. */
  explainAbsence(): Promise<UserError>
  /** The bytes of a file that `newest` gave. The size is judged before anything is fetched, where it is known. */
  download(file: RemoteFile, report: Report): Promise<Buffer>
  /** Puts a file there; transfers nothing when exactly that is the newest already. */
  publish(publication: Publication, report: Report): Promise<RemoteFile>
  /** Clears away what the work left on this computer. */
  close(): Promise<void>
}

/** Names that count as data: ours, and the format people already have. */
export const dataFileName = /^data-encrypted-[\w.+-]*\.(age|zip)$/

/** @throws {UserError} what `newest` throws, and why there is nothing. */
export async function requireNewest(remote: DataRemote): Promise<RemoteFile> {
  const file = await remote.newest()
  if (file) return file
  throw await remote.explainAbsence()
}

/**
 * Refuses a file by its size.
 * @param happened completes the message: "Nothing was downloaded."
 * @throws {UserError} DATA_TOO_LARGE
 */
export function checkSize(name: string, size: number | undefined, limit: number, happened: string): void {
  if (size === undefined || size <= limit) return
  const message = `${name} has ${formatBytes(size)}; at most ${formatBytes(limit)} are read. ${happened}`
  throw new UserError('DATA_TOO_LARGE', message, ['Keep what a conversation needs, and publish the archive again.'])
}

/** Somebody else was faster, or the caller's knowledge is old. */
export const changedMeanwhile = (description: string) =>
  new UserError(
    'DATA_REMOTE_CHANGED',
    `${description} has other data than when you read it last. Nothing was changed there.`,
    ['twin data pull   # then make your change again, and push it'],
  )

/** Refuses to overwrite what the caller has not seen. */
export function checkReplaces(
  description: string,
  found: { readonly id: string } | undefined,
  replaces: string | undefined,
): void {
  if (replaces !== undefined && replaces !== (found?.id ?? '')) throw changedMeanwhile(description)
}
