import { rows } from './row.ts'

/**
 * The provider reads every setting of a bucket at every plan, whether the stack uses it or not.
 * Names differ from the API's: HeadBucket and ListObjectsV2 are ListBucket, HeadObject is GetObject,
 * ListObjectVersions is ListBucketVersions, Get/PutBucketEncryption are Get/PutEncryptionConfiguration,
 * DeleteBucketEncryption, DeleteBucketLifecycle and DeletePublicAccessBlock are the Put actions.
 */
export const s3Rows = [
  ...rows('s3', 'appBuckets', [
    ['deploy', 'make the three buckets', 'CreateBucket'],
    ['deploy teardown', 'see whether a bucket is there and what is in it', 'ListBucket'],
    [
      'deploy teardown',
      'read the settings Terraform compares',
      'GetAccelerateConfiguration',
      'GetBucketAcl',
      'GetBucketCORS',
      'GetBucketLogging',
      'GetBucketObjectLockConfiguration',
      'GetBucketOwnershipControls',
      'GetBucketPolicy',
      'GetBucketPublicAccessBlock',
      'GetBucketRequestPayment',
      'GetBucketTagging',
      'GetBucketVersioning',
      'GetBucketWebsite',
      'GetEncryptionConfiguration',
      'GetLifecycleConfiguration',
      'GetReplicationConfiguration',
    ],
    ['deploy teardown', 'keep the buckets private', 'PutBucketOwnershipControls', 'PutBucketPublicAccessBlock'],
    ['deploy teardown', 'encrypt what is stored', 'PutEncryptionConfiguration'],
    ['deploy teardown', 'keep old versions', 'PutBucketVersioning'],
    ['deploy', 'expire old versions', 'PutLifecycleConfiguration'],
    ['deploy', 'allow CloudFront in and refuse plain HTTP', 'PutBucketPolicy'],
    ['deploy', 'tag the buckets', 'PutBucketTagging'],
    ['teardown', 'find every version before deleting', 'ListBucketVersions', 'ListBucketMultipartUploads'],
    ['teardown', 'delete the buckets', 'DeleteBucket', 'DeleteBucketPolicy'],
  ]),
  ...rows('s3', 'appObjects', [
    ['deploy teardown', 'read what is uploaded already, and copy it before a removal', 'GetObject'],
    ['deploy', 'upload the page and your data', 'PutObject'],
    ['deploy', 'remove files of earlier pages after a month', 'DeleteObject'],
    ['teardown', 'empty the buckets', 'DeleteObjectVersion', 'AbortMultipartUpload'],
  ]),
  ...rows('s3', 'stateBucket', [
    ['bootstrap', 'make the state bucket', 'CreateBucket'],
    ['bootstrap deploy teardown', 'find the state', 'ListBucket'],
    [
      'bootstrap teardown',
      'check the state bucket',
      'GetBucketPolicy',
      'GetBucketPublicAccessBlock',
      'GetBucketTagging',
      'GetBucketVersioning',
      'GetEncryptionConfiguration',
    ],
    [
      'bootstrap',
      'protect the state bucket',
      'PutBucketPolicy',
      'PutBucketPublicAccessBlock',
      'PutBucketTagging',
      'PutBucketVersioning',
      'PutEncryptionConfiguration',
    ],
    ['inspection teardown', 'find a state that was deleted', 'ListBucketVersions'],
    ['teardown', 'find unfinished uploads before deleting', 'ListBucketMultipartUploads'],
    ['teardown', 'delete the state bucket at the very end', 'DeleteBucket'],
  ]),
  ...rows('s3', 'stateObjects', [
    ['deploy teardown', 'read and write the state and its lock', 'GetObject', 'PutObject', 'DeleteObject'],
    ['inspection teardown', 'bring a deleted state back, or empty the bucket', 'DeleteObjectVersion'],
    ['teardown', 'empty the state bucket', 'AbortMultipartUpload'],
  ]),
]
