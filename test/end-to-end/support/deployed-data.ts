import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { dataBucketName } from '../../../source/names.ts'
import type { World } from './world.ts'

/** The pointer in the data bucket of `dev`, as an administrator sees it: which version the twin reads. */
export async function readPointer(world: World): Promise<string> {
  const { endpoint, region, account, identities } = await world.account()
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: identities.admin })
  const Bucket = dataBucketName({ projectName: 'digital-twin', environment: 'dev', account, region })
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'current.json' }))
    return (await Body?.transformToString()) ?? ''
  } finally {
    s3.destroy()
  }
}
