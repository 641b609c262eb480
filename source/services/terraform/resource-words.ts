import type { ResourceAddress } from './event.ts'

/** The parts of a twin, in the order a person is told about them. */
export const purposes = {
  storage: 'Storage',
  function: 'The twin itself',
  api: 'API',
  web: 'Web address',
  permissions: 'Permissions',
  logs: 'Logs and alarms',
  internal: 'Terraform’s own',
} as const

export type Purpose = keyof typeof purposes

export interface ResourceWords {
  /** What it is, as the AWS console calls it: `CloudFront distribution`. */
  readonly what: string
  /** What it is for. */
  readonly why: string
  readonly purpose: Purpose
  /** Removing it loses what people have put into it. */
  readonly holdsData?: boolean
}

const words: Record<string, ResourceWords> = {
  aws_s3_bucket: { what: 'bucket', why: 'keeps files', purpose: 'storage', holdsData: true },
  aws_s3_bucket_public_access_block: { what: 'public access block', why: 'keeps strangers out', purpose: 'storage' },
  aws_s3_bucket_ownership_controls: {
    what: 'bucket ownership',
    why: 'everything in it is yours',
    purpose: 'storage',
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    what: 'bucket encryption',
    why: 'files are encrypted at rest',
    purpose: 'storage',
  },
  aws_s3_bucket_policy: { what: 'bucket policy', why: 'says who may read it, over TLS only', purpose: 'storage' },
  aws_s3_bucket_versioning: { what: 'bucket versioning', why: 'earlier data can be restored', purpose: 'storage' },
  aws_dynamodb_table: { what: 'budget table', why: 'counts what the model costs a day', purpose: 'function' },
  aws_lambda_function: { what: 'Lambda function', why: 'answers visitors', purpose: 'function' },
  aws_lambda_layer_version: { what: 'Lambda layer', why: 'Python packages of the function', purpose: 'function' },
  aws_lambda_permission: { what: 'Lambda permission', why: 'lets the API call the function', purpose: 'permissions' },
  aws_iam_role: { what: 'IAM role', why: 'what the function runs as', purpose: 'permissions' },
  aws_iam_role_policy: { what: 'role policy', why: 'the few things the function may do', purpose: 'permissions' },
  aws_apigatewayv2_api: { what: 'HTTP API', why: 'takes requests from CloudFront', purpose: 'api' },
  aws_apigatewayv2_integration: { what: 'API integration', why: 'hands requests to the function', purpose: 'api' },
  aws_apigatewayv2_route: { what: 'API route', why: 'which paths are answered', purpose: 'api' },
  aws_apigatewayv2_stage: { what: 'API stage', why: 'limits requests per second', purpose: 'api' },
  aws_cloudfront_distribution: {
    what: 'CloudFront distribution',
    why: 'the twin’s address, with HTTPS',
    purpose: 'web',
  },
  aws_cloudfront_origin_access_control: {
    what: 'CloudFront origin access',
    why: 'only CloudFront reads the page',
    purpose: 'web',
  },
  aws_route53_record: { what: 'DNS record', why: 'your own domain', purpose: 'web' },
  aws_acm_certificate: { what: 'certificate', why: 'HTTPS for your own domain', purpose: 'web' },
  aws_acm_certificate_validation: { what: 'certificate validation', why: 'proves the domain is yours', purpose: 'web' },
  aws_cloudwatch_log_group: {
    what: 'log group',
    why: 'what the function writes down',
    purpose: 'logs',
    holdsData: true,
  },
  aws_sns_topic: { what: 'alarm topic', why: 'carries alarms to you', purpose: 'logs' },
  aws_sns_topic_subscription: {
    what: 'alarm subscription',
    why: 'your e-mail address, once confirmed',
    purpose: 'logs',
  },
  aws_cloudwatch_metric_alarm: { what: 'alarm', why: 'tells when something is unusual', purpose: 'logs' },
  terraform_data: { what: 'bookkeeping', why: 'Terraform’s own notes', purpose: 'internal' },
}

const types = Object.keys(words)

/** For putting a bucket before what is set on it. */
export const resourceRank = (type: string): number => (types.includes(type) ? types.indexOf(type) : types.length)

const withoutProvider = (type: string) => type.replace(/^aws_/, '').replaceAll('_', ' ')

/** Says in people's words what a resource is; unknown types by their own name. */
export function describeResource(resource: ResourceAddress): ResourceWords {
  const known = words[resource.type] ?? { what: withoutProvider(resource.type), why: '', purpose: 'internal' as const }
  const label = typeof resource.key === 'string' ? resource.key : labelOf(resource)
  return label === undefined
    ? known
    : { ...known, what: known.what.startsWith('bucket') ? `${label} ${known.what}` : `${known.what} ${label}` }
}

/** `aws_s3_bucket_policy.frontend` is the policy of the frontend bucket; most other names add nothing. */
function labelOf({ type, name }: ResourceAddress): string | undefined {
  return type.startsWith('aws_s3_bucket_') && name !== 'this' ? name : undefined
}
