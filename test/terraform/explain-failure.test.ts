import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../source/services/terraform/event.ts'
import { explainFailure, isExpectedWarning } from '../../source/services/terraform/explain-failure.ts'
import { fixtureEvents } from './read-fixture.ts'

const failure = { tool: 'terraform', command: 'terraform apply', toolExitCode: 1, lastLines: [] }
const diagnosticsOf = (fixture: string) =>
  fixtureEvents(fixture).flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic] : []))
const complaint = (detail: string, summary = 'creating something'): Diagnostic => ({
  severity: 'error',
  summary,
  detail,
  address: 'aws_s3_bucket.this["data"]',
})

describe('explainFailure', () => {
  it.each([
    [
      'error-locked',
      'STATE_LOCKED',
      4,
      'ana@laptop (apply) holds the state lock since 2026-11-22 20:00 UTC, lock ID 1111',
    ],
    ['error-locked-table', 'STATE_LOCKED', 4, 'ana@laptop (apply)'],
    ['error-digest', 'STATE_DIGEST_MISMATCH', 1, '06b54343784e45fe02540096166ae3a5'],
    ['error-no-bucket', 'STATE_BUCKET_MISSING', 1, 'missing-bucket-xyz'],
    ['error-account', 'ACCOUNT_NOT_ALLOWED', 1, '123456789012'],
    ['error-registry', 'REGISTRY_UNREACHABLE', 1, 'registry.terraform.io'],
    ['error-nocred', 'CREDENTIALS_MISSING', 1, 'credentials'],
    ['error-workspace', 'WORKSPACE_MISMATCH', 1, 'prod'],
  ])('knows what Terraform really printed: %s', (fixture, code, exitCode, words) => {
    const error = explainFailure(diagnosticsOf(fixture), failure)
    expect(error).toMatchObject({ code, exitCode, message: expect.stringContaining(words) })
    expect(error.nextSteps.length).toBeGreaterThan(0)
  })

  it.each([
    [
      'operation error IAM: CreateRole, https response error StatusCode: 403, api error AccessDenied: User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/x because no identity-based policy allows it',
      'ACCESS_DENIED',
      'iam:CreateRole on arn:aws:iam::123456789012:role/x',
    ],
    [
      'operation error S3: CreateBucket, https response error StatusCode: 403, api error AccessDenied: Access Denied',
      'ACCESS_DENIED',
      'CreateBucket of S3',
    ],
    ['api error ExpiredToken: The provided token has expired.', 'CREDENTIALS_EXPIRED', 'expired'],
    [
      'AccessDenied: Your account must be verified before you can add new CloudFront resources. To verify your account, please contact AWS Support',
      'CLOUDFRONT_NOT_VERIFIED',
      'not a permission problem',
    ],
    ['RequestEntityTooLargeException: Request must be smaller than 70167211 bytes', 'PACKAGE_TOO_LARGE', '50 MB'],
    ['api error BucketAlreadyExists: The requested bucket name is not available', 'BUCKET_NAME_TAKEN', 'data'],
    ['api error BucketNotEmpty: The bucket you tried to delete is not empty', 'BUCKET_NOT_EMPTY', 'data'],
    ['Failed to persist state to backend', 'STATE_NOT_PUSHED', 'errored.tfstate'],
    [
      'operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 1-2, api error SignatureDoesNotMatch: The request signature we calculated does not match',
      'CREDENTIALS_INVALID',
      'running terraform apply',
    ],
    [
      'operation error IAM: GetRole, https response error StatusCode: 403, RequestID: 1-2, api error RequestExpired: Request has expired.',
      'CLOCK_SKEWED',
      'clock',
    ],
    [
      'operation error DynamoDB: PutItem, https response error StatusCode: 400, RequestID: ABC, ProvisionedThroughputExceededException: x, operation error S3: ListObjectsV2, https response error StatusCode: 503, RequestID: A, HostID: b+/=, api error SlowDown: Reduce your request rate.',
      'AWS_THROTTLED',
      'slow down',
    ],
    [
      'operation error CloudFront: CreateDistribution, https response error StatusCode: 400, RequestID: 1-2, TooManyDistributions: Your account has too many.',
      'QUOTA_REACHED',
      'too many',
    ],
    ['Post "https://iam.amazonaws.com/": dial tcp 1.2.3.4:443: i/o timeout', 'NETWORK_UNREACHABLE', 'i/o timeout'],
    ['The deployment package ../x.zip is missing; `twin deploy` builds it.', 'PACKAGE_MISSING', '../x.zip'],
  ])('knows %s', (detail, code, words) => {
    expect(explainFailure([complaint(detail)], failure)).toMatchObject({
      code,
      message: expect.stringContaining(words),
    })
  })

  it('sees why a lock could not be taken, when nobody holds it', () => {
    const missing = complaint(
      'Error message: operation error DynamoDB: PutItem, https response error StatusCode: 400, RequestID: A1, ResourceNotFoundException: Requested resource not found\nUnable to retrieve item from DynamoDB table "digital-twin-terraform-locks"',
      'Error acquiring the state lock',
    )
    expect(explainFailure([missing], failure, { environment: 'dev' })).toMatchObject({
      code: 'LOCK_TABLE_MISSING',
      nextSteps: [expect.stringMatching(/^twin deploy dev /)],
    })
    const refused = complaint(
      'Error message: operation error S3: PutObject, https response error StatusCode: 403, RequestID: A1, HostID: b=, api error AccessDenied: Access Denied',
      'Error acquiring the state lock',
    )
    expect(explainFailure([refused], failure)).toMatchObject({
      code: 'ACCESS_DENIED',
      details: { action: 's3:PutObject' },
    })
  })

  it('names the commands for the environment at hand', () => {
    const error = explainFailure(diagnosticsOf('error-locked'), failure, { environment: 'test' })
    expect(error.nextSteps[0]).toMatch(/^twin unlock test /)
    expect(error.link).toContain('https://developer.hashicorp.com/')
  })

  it('passes on what it does not know, in Terraform’s words and with the place', () => {
    const error = explainFailure([complaint('Something\nnew.', 'Strange')], failure)
    expect(error).toMatchObject({
      code: 'TERRAFORM_FAILED',
      exitCode: 3,
      message: 'aws_s3_bucket.this["data"]: Strange. Something new.',
      nextSteps: [expect.stringContaining('twin doctor')],
    })
  })

  it('names the cause and not what follows from it', () => {
    const halted: Diagnostic = { severity: 'error', summary: 'execution halted', detail: '' }
    expect(explainFailure([halted, complaint('x', 'The cause')], failure).message).toContain('The cause')
    expect(diagnosticsOf('interrupted').map(({ summary }) => summary)).toContain('execution halted')
  })

  it('says so when Terraform ended without a word', () => {
    expect(explainFailure([], failure).message).toContain('without saying why')
  })
})

describe('isExpectedWarning', () => {
  it('is every warning of a real apply, and no error and no other warning', () => {
    const warnings = diagnosticsOf('apply')
    expect(warnings.length).toBeGreaterThan(0)
    expect(warnings.filter((warning) => !isExpectedWarning(warning))).toEqual([])
    expect(isExpectedWarning({ severity: 'warning', summary: 'Deprecated Parameter', detail: '"region"' })).toBe(false)
    expect(isExpectedWarning(complaint('lifecycle_rule is', 'Argument is deprecated'))).toBe(false)
  })
})
