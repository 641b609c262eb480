/**
 * Works on one bucket, the second argument, as the steps do: `make`, `upload` (a folder, the third argument), `fill`
 * (with versions and delete markers, half of each, the third argument says how many), `purge`. Prints what came of it.
 */
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { createAwsClients } from '../../source/services/aws/clients.ts'
import { doAll } from '../../source/services/aws/objects.ts'
import { emptyBucket } from '../../source/services/aws/objects-empty.ts'
import { uploadPage } from '../../source/services/aws/objects-page.ts'
import { headersFor } from '../../source/services/build/headers-for.ts'

const [mode, bucket = '', more = ''] = process.argv.slice(2)
const region = process.env.AWS_REGION ?? ''
const s3 = await createAwsClients(region).s3()
const scope = { s3, bucket, account: '123456789012' }
let requests = 0
s3.middlewareStack.add(
  (next) => (args) => {
    requests += 1
    return next(args)
  },
  // After the retries: each time that something is really sent.
  { step: 'deserialize' },
)

const work: Record<string, () => Promise<object>> = {
  make: async () =>
    s3.send(
      new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region as never } }),
    ),
  upload: async () => {
    const { uploaded, unchanged, invalidationPaths } = await uploadPage({ ...scope, directory: more, headersFor })
    return { uploaded: uploaded.length, unchanged, invalidations: invalidationPaths.length }
  },
  fill: async () => {
    const VersioningConfiguration = { Status: 'Enabled' as const }
    await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }))
    const keys = Array.from({ length: Number(more) / 2 }, (_, index) => `versions/${index}`)
    await doAll(keys, async (Key) => {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }))
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
    })
    return {}
  },
  purge: () => emptyBucket(scope),
}

const start = performance.now()
const result = await work[mode ?? '']?.()
console.log(JSON.stringify({ milliseconds: performance.now() - start, requests, ...(mode === 'make' ? {} : result) }))
