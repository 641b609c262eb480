import type { ResourceKindName } from '../../source/permissions/resource-kinds.ts'

/** An action that is needed although no call of that name can be seen in a rehearsal. */
export interface Unseen {
  readonly action: string
  readonly on: ResourceKindName
  readonly why: string
  /** Where AWS says so. */
  readonly source: string
}

export const unseen: readonly Unseen[] = [
  {
    action: 'iam:PassRole',
    on: 'passedRole',
    why: 'No call of its own: Lambda asks IAM for it when a function is given its role.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  {
    action: 'lambda:ListTags',
    on: 'function',
    why: 'No call of its own: without it GetFunction leaves the tags out, and Terraform sets them again at every run.',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html',
  },
  ...[
    ...['CreateLogDelivery', 'DeleteLogDelivery', 'DescribeResourcePolicies', 'GetLogDelivery', 'ListLogDeliveries'],
    ...['PutResourcePolicy', 'UpdateLogDelivery'],
  ].map((name) => ({
    action: `logs:${name}`,
    on: 'logDelivery' as const,
    why: 'No call of ours: API Gateway makes it as the caller when a stage is given an access log, or loses it.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
  })),
  {
    action: 'dynamodb:TagResource',
    on: 'lockTable',
    why: 'No call of its own: CreateTable asks IAM for it when it is given tags.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.Operations.html',
  },
  {
    action: 's3:DeleteObject',
    on: 'appObjects',
    why: 'Called only for files that have been no part of the page for a month.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html',
  },
  {
    action: 's3:AbortMultipartUpload',
    on: 'stateObjects',
    why: 'Called only where somebody’s upload into the state bucket has not ended.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html',
  },
]
