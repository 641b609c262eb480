import { partitionOf } from '../../../names.ts'
import type { Call, Check, ReceivedRequest } from '../call.ts'

const nouns: readonly (readonly [RegExp, string, string])[] = [
  [/^\/v2\/apis\/(?<ApiId>[^/]+)\/stages\/(?<StageName>[^/]+)$/, 'Stage', ''],
  [/^\/v2\/apis\/(?<ApiId>[^/]+)\/stages$/, 'Stage', 's'],
  [/^\/v2\/apis\/(?<ApiId>[^/]+)\/integrations\/(?<IntegrationId>[^/]+)$/, 'Integration', ''],
  [/^\/v2\/apis\/(?<ApiId>[^/]+)\/integrations$/, 'Integration', 's'],
  [/^\/v2\/apis\/(?<ApiId>[^/]+)\/routes\/(?<RouteId>[^/]+)$/, 'Route', ''],
  [/^\/v2\/apis\/(?<ApiId>[^/]+)\/routes$/, 'Route', 's'],
  [/^\/v2\/apis\/(?<ApiId>[^/]+)\/deployments$/, 'Deployment', 's'],
  [/^\/v2\/apis\/(?<ApiId>[^/]+)$/, 'Api', ''],
  [/^\/v2\/apis$/, 'Api', 's'],
]

const verbs: Readonly<Record<string, string>> = {
  GET: 'Get',
  POST: 'Create',
  PATCH: 'Update',
  PUT: 'Put',
  DELETE: 'Delete',
}

/**
 * API Gateway has one IAM action per HTTP method and ARNs that repeat the path
 * (`arn:aws:apigateway:region::/apis/…`; Service Authorization Reference, API Gateway Management V2).
 */
export function classifyApiGateway(request: ReceivedRequest): Call {
  const path = request.path.replace(/^\/v2/, '')
  const resource = `arn:${partitionOf(request.region)}:apigateway:${request.region}::${path}`
  const { operation, parameters } = nameOperation(request)
  const checks: Call['checks'] = [{ action: `apigateway:${request.method}`, resource }, ...logDelivery(request)]
  return { request, protocol: 'rest-json', operation, checks, parameters }
}

/** What enabling access logs takes (API Gateway developer guide, "Configure logging for HTTP APIs", permissions). */
const deliveryActions = [
  'CreateLogDelivery',
  'DeleteLogDelivery',
  'DescribeResourcePolicies',
  'GetLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'UpdateLogDelivery',
]

/** API Gateway arranges the delivery as its caller, and says no more than that when the caller may not. */
function logDelivery({ method, path, body }: ReceivedRequest): Check[] {
  const isStage = /^\/v2\/apis\/[^/]+\/stages(\/[^/]+)?$/.test(path) && ['POST', 'PATCH'].includes(method)
  if (!isStage || !/"destinationArn"\s*:\s*"[^"]/.test(body.toString())) return []
  const refusedAs = { status: 400, code: 'BadRequestException', message: 'Insufficient permissions to enable logging' }
  return deliveryActions.map((action) => ({ action: `logs:${action}`, resource: '*', refusedAs }))
}

function nameOperation({ method, path }: ReceivedRequest): { operation: string; parameters: Record<string, string> } {
  const verb = verbs[method] ?? method
  if (path.startsWith('/v2/tags/')) {
    const operation = { GET: 'GetTags', POST: 'TagResource', DELETE: 'UntagResource' }[method] ?? method
    return { operation, parameters: { ResourceArn: decodeURIComponent(path.slice('/v2/tags/'.length)) } }
  }
  for (const [pattern, noun, plural] of nouns) {
    const found = pattern.exec(path)
    if (!found) continue
    const parameters: Record<string, string> = {}
    for (const [name, value] of Object.entries(found.groups ?? {})) parameters[name] = decodeURIComponent(value)
    return { operation: `${verb}${noun}${method === 'GET' ? plural : ''}`, parameters }
  }
  return { operation: `${verb} ${path}`, parameters: {} }
}
