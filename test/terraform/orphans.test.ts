import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../source/services/terraform/event.ts'
import { orphanOf } from '../../source/services/terraform/orphans.ts'
import { summarizePlanned } from '../../source/services/terraform/planned-events.ts'

const target = { projectName: 'my-twin', environment: 'dev', account: '123456789012', region: 'eu-central-1' } as const
const complaint = (address: string, detail: string): Diagnostic => ({
  severity: 'error',
  summary: 'creating something',
  detail,
  address,
})

describe('orphanOf', () => {
  it.each([
    [
      'aws_lambda_function.api',
      'ResourceConflictException: Function already exist: my-twin-dev-api',
      'my-twin-dev-api',
    ],
    ['aws_iam_role.function', 'EntityAlreadyExists: Role with name my-twin-dev-api already exists.', 'my-twin-dev-api'],
    ['aws_s3_bucket.this["data"]', 'BucketAlreadyOwnedByYou: yours', 'my-twin-dev-data-123456789012'],
    [
      'aws_lambda_permission.api',
      'ResourceConflictException: The statement id (AllowHttpApi) provided already exists.',
      'my-twin-dev-api/AllowHttpApi',
    ],
    [
      'aws_cloudfront_origin_access_control.frontend',
      'OriginAccessControlAlreadyExists: An origin access control with the same parameters already exists.',
      'my-twin-dev-frontend',
    ],
    [
      'aws_dynamodb_table.budget',
      'ResourceInUseException: Table already exists: my-twin-dev-budget',
      'my-twin-dev-budget',
    ],
    ['aws_cloudwatch_log_group.function', 'ResourceAlreadyExistsException: it is there', '/aws/lambda/my-twin-dev-api'],
  ])('%s is found by its name', (address, detail, id) => {
    expect(orphanOf(complaint(address, detail), target)).toEqual({ address, id })
  })

  it.each([
    ['somebody else’s bucket', complaint('aws_s3_bucket.this["data"]', 'BucketAlreadyExists: not yours')],
    ['another failure', complaint('aws_lambda_function.api', 'AccessDeniedException: no')],
    [
      'a resource without a name of its own',
      complaint('aws_apigatewayv2_api.twin', 'EntityAlreadyExists: it is there'),
    ],
    ['a warning', { ...complaint('aws_iam_role.function', 'EntityAlreadyExists'), severity: 'warning' as const }],
  ])('%s is none', (_what, diagnostic) => {
    expect(orphanOf(diagnostic, target)).toBeUndefined()
  })
})

describe('summarizePlanned', () => {
  it('counts what an apply without a plan says that it is going to do', () => {
    const resource = { address: 'aws_s3_bucket.this["data"]', type: 'aws_s3_bucket', name: 'this', key: 'data' }
    const summary = summarizePlanned([
      { type: 'planned', action: 'create', resource },
      { type: 'planned', action: 'noop', resource: { address: 'x.y', type: 'x', name: 'y' } },
      { type: 'started', action: 'create', resource },
    ])
    expect(summary.counts).toEqual({ create: 1, change: 0, replace: 0, remove: 0 })
    expect(summary.changes[0]).toMatchObject({ what: 'data bucket', kind: 'create', losesData: false })
  })
})
