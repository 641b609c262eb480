import { GetBucketPolicyCommand, GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3'
import type { Account } from './account.ts'
import type { EdgeRequest, EdgeResponse, Headers } from './messages.ts'
import { remember } from './remember.ts'
import { policyAllows } from './resource-policy.ts'

/** The bucket behind an origin's domain name, in both forms of it, or undefined; pure. */
export function bucketOfDomain(domain: string): string | undefined {
  return /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(domain)?.[1]
}

function failure(status: number, code: string, message: string, detail = ''): EdgeResponse {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${detail}</Error>`
  return { status, headers: [['content-type', 'application/xml']], body: Buffer.from(text) }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function keyOf(path: string): string {
  try {
    return decodeURIComponent(path).replace(/^\//, '')
  } catch {
    return path.replace(/^\//, '')
  }
}

async function respond(object: GetObjectCommandOutput): Promise<EdgeResponse> {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['content-type', object.ContentType ?? 'binary/octet-stream'],
    ['cache-control', object.CacheControl],
    ['content-encoding', object.ContentEncoding],
    ['content-disposition', object.ContentDisposition],
    ['content-language', object.ContentLanguage],
    ['etag', object.ETag],
    ['last-modified', object.LastModified?.toUTCString()],
    ['x-amz-server-side-encryption', object.ServerSideEncryption],
  ]
  const headers: Headers = fields.flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  const body = Buffer.from((await object.Body?.transformToByteArray()) ?? [])
  return { status: 200, headers, body }
}

/**
 * Answers as a private bucket does to CloudFront's origin access control: only what the bucket's own policy allows to
 * this distribution. A missing key is 404 to those who may list, and 403 to others, as S3 documents for GetObject.
 */
export function createS3Origin(account: Account) {
  const policyOf = remember(async (bucket) => {
    try {
      return (await account.s3.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy
    } catch (error) {
      if ((error as Error).name === 'NoSuchBucketPolicy') return undefined
      throw error
    }
  }, 1000)

  return async (
    request: EdgeRequest,
    bucket: string,
    viaAccessControl: boolean,
    distributionArn: string,
  ): Promise<EdgeResponse> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return failure(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
    }
    const key = keyOf(request.path)
    const arn = `arn:aws:s3:::${bucket}`
    try {
      const policy = viaAccessControl ? await policyOf(bucket) : undefined
      const allows = (action: string, resource: string) =>
        policyAllows(policy, {
          service: 'cloudfront.amazonaws.com',
          action,
          resource,
          context: {
            'aws:sourcearn': distributionArn,
            'aws:sourceaccount': account.account,
            'aws:securetransport': 'true',
          },
        })
      const denied = failure(403, 'AccessDenied', 'Access Denied')
      if (!allows('s3:GetObject', `${arn}/${key}`)) return denied
      const object = await account.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((error: Error) => {
        if (error.name === 'NoSuchKey' || key === '') return undefined
        throw error
      })
      if (object) return await respond(object)
      const detail = `<Key>${escaped(key)}</Key>`
      return allows('s3:ListBucket', arn)
        ? failure(404, 'NoSuchKey', 'The specified key does not exist.', detail)
        : denied
    } catch (error) {
      if ((error as Error).name !== 'NoSuchBucket') throw error
      return failure(404, 'NoSuchBucket', 'The specified bucket does not exist', `<BucketName>${bucket}</BucketName>`)
    }
  }
}

export type S3Origin = ReturnType<typeof createS3Origin>
