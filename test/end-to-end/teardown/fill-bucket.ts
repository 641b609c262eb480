import { DeleteObjectsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { World } from '../support/world.ts'

/** What S3 lists and deletes at most in one request. */
const most = 1000
const objects = 200

/**
 * Fills a versioned bucket as years of uploads would: 200 objects, and delete markers over them.
 * @param total versions and markers together.
 */
export async function fillBucket(world: World, Bucket: string, total: number): Promise<void> {
  const { endpoint, region, identities } = await world.account()
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: identities.admin })
  const keys = Array.from({ length: objects }, (_, index) => `versions/old/${index}.txt`)
  const markers = Array.from({ length: total - objects }, (_, index) => ({ Key: keys[index % objects] }))
  try {
    await Promise.all(keys.map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))))
    for (let first = 0; first < markers.length; first += most) {
      const Objects = markers.slice(first, first + most)
      await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
    }
  } finally {
    s3.destroy()
  }
}
