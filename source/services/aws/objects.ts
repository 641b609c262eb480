import { setMaxListeners } from 'node:events'
import type { S3Client } from '@aws-sdk/client-s3'
import { CancelledError } from '../../errors.ts'

/** One bucket, and the account it must belong to: every request carries that as ExpectedBucketOwner. */
export interface BucketScope {
  readonly s3: S3Client
  readonly bucket: string
  /** Twelve digits. */
  readonly account: string
  readonly signal?: AbortSignal
}

export type Report = (message: string, progress?: { readonly done: number; readonly total?: number }) => void

export const requestsAtOnce = 32

/** The two parameters that every request of a scope has. */
export const inBucket = ({ bucket, account }: BucketScope) => ({ Bucket: bucket, ExpectedBucketOwner: account })

/** The second argument of `S3Client.send`. */
export const stoppable = ({ signal }: BucketScope) => (signal ? { abortSignal: signal } : {})

/** The error's name as S3 says it: `NoSuchKey`, `NoSuchBucket`, `AccessDenied`. */
export const errorName = (error: unknown) => (error instanceof Error ? error.name : '')

/**
 * Does `work` for every item, at most `requestsAtOnce` at a time. After the first failure nothing new is begun,
 * what is under way is waited for, and that failure is thrown.
 * @throws {CancelledError} when `signal` is aborted.
 */
export async function doAll<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  // Every request under way listens to the signal; Node would print a warning into the screen at the eleventh.
  if (signal) setMaxListeners(0, signal)
  const queue = items.values()
  const failures: unknown[] = []
  const worker = async () => {
    for (const item of queue) {
      if (failures.length > 0 || signal?.aborted) return
      await work(item).catch((error) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: Math.min(requestsAtOnce, items.length) }, worker))
  if (signal?.aborted) throw new CancelledError()
  if (failures.length > 0) throw failures[0]
}
