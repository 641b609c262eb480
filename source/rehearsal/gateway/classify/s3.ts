import type { Call, Check, ReceivedRequest } from '../call.ts'
import { childrenOf, parseXml, textAt } from '../xml.ts'
import { s3Arn } from './arns.ts'
import { bucketOperation, objectOperation } from './s3-operations.ts'

/** S3 by paths: `/`, `/bucket`, `/bucket/key`. (Every SDK uses paths when the endpoint is an IP address.) */
export function classifyS3(request: ReceivedRequest): Call {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(safeDecode(request.path)) ?? []
  const of = (operation: string, ...checks: [Check, ...Check[]]): Call => ({
    request,
    protocol: 's3',
    operation,
    checks,
    parameters: { Bucket: bucket, Key: key },
  })
  if (!bucket) return of('ListBuckets', { action: 's3:ListAllMyBuckets', resource: '*' })
  if (!key) {
    const { operation, action } = bucketOperation(request.method, request.query)
    if (operation === 'DeleteObjects') return of(operation, ...deletionChecks(request, bucket))
    const resource = s3Arn(request, bucket)
    return of(
      operation,
      { action: `s3:${action}`, resource, context: listingContext(request.query) },
      ...creationChecks(request, operation, resource),
    )
  }
  const source = request.headers['x-amz-copy-source']
  const { operation, action } = objectOperation(request.method, request.query, source !== undefined)
  const resource = s3Arn(request, bucket, key)
  const extra = [...writeChecks(request, operation, resource), ...copyChecks(request, source)]
  return of(operation, { action: `s3:${action}`, resource }, ...extra)
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The condition keys that policies on listings use. */
function listingContext(query: URLSearchParams): Record<string, string[]> {
  const context: Record<string, string[]> = {}
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name)
    if (value !== null) context[`s3:${name}`] = [value]
  }
  return context
}

/** Each object of a multi-object delete is authorised on its own. */
function deletionChecks(request: ReceivedRequest, bucket: string): [Check, ...Check[]] {
  const checks = readDeletions(request.body).map(({ key, versionId }) => ({
    action: versionId ? 's3:DeleteObjectVersion' : 's3:DeleteObject',
    resource: s3Arn(request, bucket, key),
  }))
  const [first, ...others] = checks
  return first ? [first, ...others] : [{ action: 's3:DeleteObject', resource: s3Arn(request, bucket, '*') }]
}

export interface Deletion {
  readonly key: string
  readonly versionId?: string
}

/** The objects that a DeleteObjects body names; none when it cannot be read (the service will say so). */
export function readDeletions(body: Buffer): Deletion[] {
  try {
    return childrenOf(parseXml(body.toString()), 'Object').map((object) => {
      const versionId = textAt(object, 'VersionId')
      const key = object.children.find((child) => child.name === 'Key')?.text ?? ''
      return versionId ? { key, versionId } : { key }
    })
  } catch {
    return []
  }
}

/** What CreateBucket needs besides, when headers ask for more (API reference of CreateBucket, "Permissions"). */
function creationChecks({ headers }: ReceivedRequest, operation: string, resource: string): Check[] {
  if (operation !== 'CreateBucket') return []
  const checks: Check[] = []
  if (headers['x-amz-acl'] && headers['x-amz-acl'] !== 'private') checks.push({ action: 's3:PutBucketAcl', resource })
  if (headers['x-amz-object-ownership']) checks.push({ action: 's3:PutBucketOwnershipControls', resource })
  if (headers['x-amz-bucket-object-lock-enabled'] === 'true') {
    checks.push(
      { action: 's3:PutBucketObjectLockConfiguration', resource },
      { action: 's3:PutBucketVersioning', resource },
    )
  }
  return checks
}

function writeChecks({ headers }: ReceivedRequest, operation: string, resource: string): Check[] {
  if (!['PutObject', 'CopyObject', 'CreateMultipartUpload'].includes(operation)) return []
  const checks: Check[] = []
  if (headers['x-amz-tagging']) checks.push({ action: 's3:PutObjectTagging', resource })
  if (headers['x-amz-acl']) checks.push({ action: 's3:PutObjectAcl', resource })
  return checks
}

/** A copy reads its source. */
function copyChecks(request: ReceivedRequest, source: string | undefined): Check[] {
  if (!source) return []
  const [path = '', version] = safeDecode(source).replace(/^\//, '').split('?versionId=')
  const cut = path.indexOf('/')
  const resource = s3Arn(request, path.slice(0, cut), path.slice(cut + 1))
  return [{ action: version ? 's3:GetObjectVersion' : 's3:GetObject', resource }]
}
