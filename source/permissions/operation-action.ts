/** Services whose actions begin with another word than their API's name. */
const prefixes: Readonly<Record<string, string>> = {
  apigatewayv2: 'apigateway',
  bedrockruntime: 'bedrock',
  cloudwatchlogs: 'logs',
  resourcegroupstaggingapi: 'tag',
  simplestorageservice: 's3',
}

/**
 * Operations that are authorised by an action of another name
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html and its neighbours).
 */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    CompleteMultipartUpload: 'PutObject',
    CopyObject: 'PutObject',
    CreateMultipartUpload: 'PutObject',
    DeleteBucketCors: 'PutBucketCORS',
    DeleteBucketEncryption: 'PutEncryptionConfiguration',
    DeleteBucketLifecycle: 'PutLifecycleConfiguration',
    DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
    DeleteBucketTagging: 'PutBucketTagging',
    DeleteObjects: 'DeleteObject',
    DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
    GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
    GetBucketCors: 'GetBucketCORS',
    GetBucketEncryption: 'GetEncryptionConfiguration',
    GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
    GetBucketReplication: 'GetReplicationConfiguration',
    GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    HeadBucket: 'ListBucket',
    HeadObject: 'GetObject',
    ListBuckets: 'ListAllMyBuckets',
    ListMultipartUploads: 'ListBucketMultipartUploads',
    ListObjects: 'ListBucket',
    ListObjectsV2: 'ListBucket',
    ListObjectVersions: 'ListBucketVersions',
    ListParts: 'ListMultipartUploadParts',
    PutBucketCors: 'PutBucketCORS',
    PutBucketEncryption: 'PutEncryptionConfiguration',
    PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
    UploadPart: 'PutObject',
  },
  bedrock: { Converse: 'InvokeModel', ConverseStream: 'InvokeModelWithResponseStream' },
  cloudfront: { CreateDistributionWithTags: 'CreateDistribution' },
  lambda: { Invoke: 'InvokeFunction' },
}

/** API Gateway names its actions after the HTTP methods. */
const methods: readonly (readonly [RegExp, string])[] = [
  [/^(Get|List)/, 'GET'],
  [/^(Create|Tag)/, 'POST'],
  [/^Update/, 'PATCH'],
  [/^(Import|Reimport|Put)/, 'PUT'],
  [/^(Delete|Untag)/, 'DELETE'],
]

/**
 * The IAM action that an operation of an API is authorised by.
 * @param service as an SDK client (`S3Client`) or Terraform (`CloudWatch Logs`) names it.
 */
export function actionOf(service: string, operation: string): string {
  const name = service
    .replace(/Client$/, '')
    .replaceAll(/[ -]/g, '')
    .toLowerCase()
  const prefix = prefixes[name] ?? name
  if (prefix === 'apigateway') {
    const method = methods.find(([pattern]) => pattern.test(operation))?.[1] ?? operation
    return `${prefix}:${method}`
  }
  return `${prefix}:${renamed[prefix]?.[operation] ?? operation}`
}
