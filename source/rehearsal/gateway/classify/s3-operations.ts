/**
 * Sub-resources of a bucket: query name → [stem of the API operation, stem of the IAM action]. The
 * actions' names are those of the Service Authorization Reference for Amazon S3; they differ from the
 * operations' in more places than not.
 */
export const bucketSubresources: Readonly<Record<string, readonly [operation: string, action: string]>> = {
  acl: ['BucketAcl', 'BucketAcl'],
  policy: ['BucketPolicy', 'BucketPolicy'],
  policyStatus: ['BucketPolicyStatus', 'BucketPolicyStatus'],
  versioning: ['BucketVersioning', 'BucketVersioning'],
  encryption: ['BucketEncryption', 'EncryptionConfiguration'],
  publicAccessBlock: ['PublicAccessBlock', 'BucketPublicAccessBlock'],
  tagging: ['BucketTagging', 'BucketTagging'],
  lifecycle: ['BucketLifecycleConfiguration', 'LifecycleConfiguration'],
  cors: ['BucketCors', 'BucketCORS'],
  website: ['BucketWebsite', 'BucketWebsite'],
  logging: ['BucketLogging', 'BucketLogging'],
  notification: ['BucketNotificationConfiguration', 'BucketNotification'],
  replication: ['BucketReplication', 'ReplicationConfiguration'],
  accelerate: ['BucketAccelerateConfiguration', 'AccelerateConfiguration'],
  requestPayment: ['BucketRequestPayment', 'BucketRequestPayment'],
  'object-lock': ['ObjectLockConfiguration', 'BucketObjectLockConfiguration'],
  ownershipControls: ['BucketOwnershipControls', 'BucketOwnershipControls'],
  'intelligent-tiering': ['BucketIntelligentTieringConfiguration', 'IntelligentTieringConfiguration'],
  metrics: ['BucketMetricsConfiguration', 'MetricsConfiguration'],
  analytics: ['BucketAnalyticsConfiguration', 'AnalyticsConfiguration'],
  inventory: ['BucketInventoryConfiguration', 'InventoryConfiguration'],
}

/** DELETE of these is authorised by an action of its own; of the others by the Put action. */
const ownDeleteAction = new Set(['policy', 'website'])

export interface S3Operation {
  readonly operation: string
  /** Without the `s3:`. */
  readonly action: string
}

export function bucketOperation(method: string, query: URLSearchParams): S3Operation {
  for (const [name, [operation, action]] of Object.entries(bucketSubresources)) {
    if (!query.has(name)) continue
    if (method === 'GET') return { operation: `Get${operation}`, action: `Get${action}` }
    if (method === 'PUT') return { operation: `Put${operation}`, action: `Put${action}` }
    return { operation: `Delete${operation}`, action: `${ownDeleteAction.has(name) ? 'Delete' : 'Put'}${action}` }
  }
  if (method === 'POST' && query.has('delete')) return { operation: 'DeleteObjects', action: 'DeleteObject' }
  if (method === 'PUT') return { operation: 'CreateBucket', action: 'CreateBucket' }
  if (method === 'DELETE') return { operation: 'DeleteBucket', action: 'DeleteBucket' }
  if (query.has('location')) return { operation: 'GetBucketLocation', action: 'GetBucketLocation' }
  if (query.has('versions')) return { operation: 'ListObjectVersions', action: 'ListBucketVersions' }
  if (query.has('uploads')) return { operation: 'ListMultipartUploads', action: 'ListBucketMultipartUploads' }
  if (method === 'HEAD') return { operation: 'HeadBucket', action: 'ListBucket' }
  return { operation: query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects', action: 'ListBucket' }
}

/** Of these a version has an action of its own; the locks of every version go by the object's. */
const ownVersionAction = new Set(['acl', 'tagging', 'attributes'])

const objectSubresources: Readonly<Record<string, string>> = {
  acl: 'ObjectAcl',
  tagging: 'ObjectTagging',
  retention: 'ObjectRetention',
  'legal-hold': 'ObjectLegalHold',
  attributes: 'ObjectAttributes',
}

export function objectOperation(method: string, query: URLSearchParams, copies: boolean): S3Operation {
  const version = query.has('versionId')
  const verb = { GET: 'Get', HEAD: 'Get', PUT: 'Put', DELETE: 'Delete' }[method] ?? 'Post'
  for (const [name, stem] of Object.entries(objectSubresources)) {
    if (!query.has(name)) continue
    const ofVersion = version && ownVersionAction.has(name)
    return {
      operation: `${verb}${stem}`,
      action: `${verb}${ofVersion ? stem.replace('Object', 'ObjectVersion') : stem}`,
    }
  }
  if (query.has('uploadId')) return uploadOperation(method)
  if (method === 'POST')
    return {
      operation: query.has('restore') ? 'RestoreObject' : 'CreateMultipartUpload',
      action: query.has('restore') ? 'RestoreObject' : 'PutObject',
    }
  if (method === 'PUT') return { operation: copies ? 'CopyObject' : 'PutObject', action: 'PutObject' }
  const suffix = version ? 'Version' : ''
  if (method === 'DELETE') return { operation: 'DeleteObject', action: `DeleteObject${suffix}` }
  return { operation: method === 'HEAD' ? 'HeadObject' : 'GetObject', action: `GetObject${suffix}` }
}

function uploadOperation(method: string): S3Operation {
  if (method === 'PUT') return { operation: 'UploadPart', action: 'PutObject' }
  if (method === 'DELETE') return { operation: 'AbortMultipartUpload', action: 'AbortMultipartUpload' }
  if (method === 'GET') return { operation: 'ListParts', action: 'ListMultipartUploadParts' }
  return { operation: 'CompleteMultipartUpload', action: 'PutObject' }
}
