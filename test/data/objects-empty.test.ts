import { CreateMultipartUploadCommand, DeleteBucketCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { describe, expect, test, vi } from 'vitest'
import { CancelledError } from '../../source/errors.ts'
import { countObjects } from '../../source/services/aws/objects-count.ts'
import { emptyBucket } from '../../source/services/aws/objects-empty.ts'
import { type Bucket, bucketMaker, refusal } from './bucket.ts'
import { bucketInMemory } from './bucket-in-memory.ts'
import { userError } from './expect-error.ts'

// Milliseconds: the outside programs share their processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const makeBucket = bucketMaker()

/** S3 itself deletes a bucket only when it is really empty. */
const deleteBucket = ({ s3, bucket }: Bucket) => s3.send(new DeleteBucketCommand({ Bucket: bucket }))

async function fill(bucket: Bucket, keys: number): Promise<void> {
  const work = Array.from({ length: keys }, async (_, i) => {
    await bucket.put(`conversations/${i}.json`, 'first')
    if (i % 2 === 0) await bucket.put(`conversations/${i}.json`, 'second!')
    if (i % 3 === 0) await bucket.remove(`conversations/${i}.json`)
  })
  await Promise.all(work)
}

describe('counting', () => {
  test('tells what is seen from what is stored', async () => {
    const bucket = await makeBucket({ versioned: true })
    await fill(bucket, 6)
    // 6 keys; 0, 2, 4 twice; 0 and 3 deleted.
    expect(await countObjects(bucket)).toEqual({ objects: 4, bytes: 6 * 5 + 3 * 7, versions: 6 + 3 + 2 })
  })

  test('adds up all pages of the listing', async () => {
    const bucket = await makeBucket({ versioned: true, pageSize: 3 })
    await fill(bucket, 6)
    expect(await countObjects(bucket)).toEqual({ objects: 4, bytes: 6 * 5 + 3 * 7, versions: 6 + 3 + 2 })
    expect(bucket.sent.length).toBeGreaterThan(3)
  })

  test('an empty bucket and a missing one are not the same', async () => {
    expect(await countObjects(await makeBucket())).toEqual({ objects: 0, bytes: 0, versions: 0 })
    expect(await countObjects(await makeBucket({ missing: true }))).toBeUndefined()
  })

  test('a refusal is neither', async () => {
    const bucket = await makeBucket({ fault: () => refusal('AccessDenied', 403) })
    expect((await userError(countObjects(bucket))).code).toBe('ACCESS_DENIED')
  })
})

describe('emptying', () => {
  test('removes versions, delete markers and unfinished uploads', async () => {
    const bucket = await makeBucket({ versioned: true })
    await fill(bucket, 30)
    const where = { Bucket: bucket.bucket, Key: 'big' }
    const { UploadId } = await bucket.s3.send(new CreateMultipartUploadCommand(where))
    await bucket.s3.send(new UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body: 'part' }))
    bucket.sent.length = 0
    expect(await emptyBucket(bucket)).toEqual({ deleted: 30 + 15 + 10, abortedUploads: 1 })
    expect(bucket.sent.every(({ input }) => input.ExpectedBucketOwner === '123456789012')).toBe(true)
    expect(await countObjects(bucket)).toEqual({ objects: 0, bytes: 0, versions: 0 })
    await deleteBucket(bucket)
    expect(await emptyBucket(bucket)).toEqual({ deleted: 0, abortedUploads: 0 })
  })

  test('goes through pages, none longer than one deletion may be', async () => {
    const bucket = await makeBucket({ versioned: true, pageSize: 5 })
    await fill(bucket, 6)
    const done: unknown[] = []
    const result = await emptyBucket({ ...bucket, total: 8, report: (_, progress) => done.push(progress) })
    expect(result.deleted).toBe(11)
    // Three came after the counting.
    expect(done).toEqual([
      { done: 5, total: 8 },
      { done: 10, total: 10 },
      { done: 11, total: 11 },
    ])
    const lengths = bucket.sent
      .filter(({ name }) => name === 'ListObjectVersionsCommand')
      .map(({ input }) => input.MaxKeys)
    expect(lengths).toEqual([1000, 1000, 1000])
    await deleteBucket(bucket)
  })

  test('takes at most 12 requests for 5,000 versions and markers', async () => {
    const { s3, asked, left } = bucketInMemory(5_000)
    expect(await emptyBucket({ s3, bucket: 'full', account: '123456789012' })).toEqual({
      deleted: 5_000,
      abortedUploads: 0,
    })
    expect(left()).toBe(0)
    expect(asked.length).toBeLessThanOrEqual(12)
  })

  test('tries one by one what was refused together', async () => {
    const bucket = await makeBucket({
      fault: ({ name }) => (name === 'DeleteObjectsCommand' ? refusal('InternalError', 500) : undefined),
    })
    for (const key of ['a', 'b', 'c']) await bucket.put(key)
    expect((await emptyBucket(bucket)).deleted).toBe(3)
    await deleteBucket(bucket)
  })

  test('reads the refusals inside of an answer that looks fine', async () => {
    const bucket = await makeBucket({
      fault: ({ name, input }) =>
        name === 'DeleteObjectCommand' && input.Key === 'kept' ? refusal('AccessDenied', 403) : undefined,
    })
    bucket.s3.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName !== 'DeleteObjectsCommand') return next(args)
        return { response: {}, output: { $metadata: {}, Errors: [{ Key: 'kept', Code: 'AccessDenied' }] } } as never
      },
      { step: 'initialize', priority: 'low' },
    )
    await bucket.put('kept')
    const error = await userError(emptyBucket(bucket))
    expect(error.code).toBe('BUCKET_NOT_EMPTIED')
    expect(error.message).toContain('(AccessDenied): kept')
  })

  test('a missing bucket is empty, a refused one is not', async () => {
    expect(await emptyBucket(await makeBucket({ missing: true }))).toEqual({ deleted: 0, abortedUploads: 0 })
    const refused = await makeBucket({ fault: () => refusal('AccessDenied', 403) })
    expect((await userError(emptyBucket(refused))).code).toBe('ACCESS_DENIED')
  })

  test('stops at an interrupt, and the next run finishes', async () => {
    const controller = new AbortController()
    const bucket = await makeBucket({
      versioned: true,
      fault: ({ name }) => void (name === 'DeleteObjectsCommand' && controller.abort()),
    })
    await bucket.put('a')
    await expect(emptyBucket({ ...bucket, signal: controller.signal })).rejects.toBeInstanceOf(CancelledError)
    await emptyBucket(bucket)
    await deleteBucket(bucket)
  })
})
