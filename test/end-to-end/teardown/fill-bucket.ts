import { DeleteObjectsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { World } from '../support/world.ts'

/** Objects that S3 lists and deletes at most in one request. */
const page = 1000

/**
 * Fills a versioned bucket as years of uploads would: a version and then delete markers of every key, a thousand keys.
 * @param pages thousands of versions and markers.
 */
export async function fillBucket(world: World, Bucket: string, pages: number): Promise<void> {
  const { endpoint, region, identities } = await world.account()
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: identities.admin })
  const keys = Array.from({ length: page }, (_, index) => `versions/old/${index}.txt`)
  try {
    for (let first = 0; first < page; first += 50) {
      await Promise.all(
        keys.slice(first, first + 50).map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))),
      )
    }
    for (let markers = 1; markers < pages; markers += 1) {
      const Objects = keys.map((Key) => ({ Key }))
      await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
    }
  } finally {
    s3.destroy()
  }
}
