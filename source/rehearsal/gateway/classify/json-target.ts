import type { AccountNames, Call, Check, ReceivedRequest } from '../call.ts'
import { acmChecks } from './acm.ts'
import { regionalArn } from './arns.ts'
import { cloudwatchChecks } from './cloudwatch.ts'

/** DynamoDB, CloudWatch Logs and the others that name the operation in `x-amz-target`. */
export function classifyJsonTarget(request: ReceivedRequest, { account }: AccountNames): Call {
  const operation = (request.headers['x-amz-target'] ?? '').split('.').at(-1) || 'Unknown'
  const input = readObject(request.body)
  const parameters: Record<string, string> = {}
  for (const [name, value] of Object.entries(input)) if (typeof value === 'string') parameters[name] = value
  return { request, protocol: 'json', operation, checks: checksOf(request, account, operation, input), parameters }
}

function checksOf(
  request: ReceivedRequest,
  account: string,
  operation: string,
  input: Record<string, unknown>,
): [Check, ...Check[]] {
  if (request.service === 'acm') return acmChecks(request, account, operation, input)
  if (request.service === 'monitoring') {
    return cloudwatchChecks(request, account, operation, { ...input, hasTags: Array.isArray(input.Tags) })
  }
  // The search by tag signs as one service and is authorised as another (service authorization reference).
  if (request.service === 'tagging') return [{ action: `tag:${operation}`, resource: '*' }]
  const [first = '*', ...others] = resourcesOf(request, account, operation, input)
  const check = (resource: string): Check => ({ action: `${request.service}:${operation}`, resource })
  const tagging = { action: `${request.service}:TagResource`, resource: first.replace(/:log-stream:$/, '') }
  return [check(first), ...others.map(check), ...(makesWithTags(operation, input) ? [tagging] : [])]
}

/**
 * A table or log group that is made with tags takes the right to tag it (DynamoDB developer guide, "Tagging
 * resources"; CloudWatch Logs API reference, CreateLogGroup, "tags").
 */
function makesWithTags(operation: string, { Tags, tags }: Record<string, unknown>): boolean {
  const given = Object.keys(Tags ?? tags ?? {})
  return (operation === 'CreateTable' || operation === 'CreateLogGroup') && given.length > 0
}

function readObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString() || '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function resourcesOf(request: ReceivedRequest, account: string, operation: string, input: Record<string, unknown>) {
  if (request.service === 'dynamodb') return dynamodbResources(request, account, operation, input)
  if (request.service === 'logs') return [logsResource(request, account, operation, input)]
  const arn = input.ResourceArn ?? input.resourceArn
  return [typeof arn === 'string' ? arn : '*']
}

function dynamodbResources(
  request: ReceivedRequest,
  account: string,
  operation: string,
  input: Record<string, unknown>,
) {
  const table = (name: string) =>
    name.startsWith('arn:')
      ? name
      : regionalArn(request, account, `table/${name}${input.IndexName ? `/index/${input.IndexName}` : ''}`)
  if (typeof input.TableName === 'string') return [table(input.TableName)]
  if (typeof input.ResourceArn === 'string') return [input.ResourceArn]
  if (operation.startsWith('Batch') && typeof input.RequestItems === 'object' && input.RequestItems !== null) {
    return Object.keys(input.RequestItems).map(table)
  }
  if (operation === 'ListTables') return ['*']
  return ['*']
}

/**
 * CloudWatch Logs authorises a group as `log-group:NAME:log-stream:` (so it reads in its own denials),
 * and the tagging operations on the plain ARN that they are given.
 */
function logsResource(request: ReceivedRequest, account: string, operation: string, input: Record<string, unknown>) {
  if (typeof input.resourceArn === 'string') return input.resourceArn
  const identifier =
    typeof input.logGroupIdentifier === 'string' ? input.logGroupIdentifier.split(':log-group:').at(-1) : undefined
  const group = typeof input.logGroupName === 'string' ? input.logGroupName : (identifier ?? '')
  const stream = typeof input.logStreamName === 'string' ? input.logStreamName : ''
  if (operation.endsWith('TagsLogGroup') || /^(Un)?[Tt]agLogGroup$/.test(operation)) {
    return regionalArn(request, account, `log-group:${group}`)
  }
  return regionalArn(request, account, `log-group:${group}:log-stream:${stream}`)
}
