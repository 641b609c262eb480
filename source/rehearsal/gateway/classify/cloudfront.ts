import { globalArn } from './arns.ts'
import type { Route, RouteMatch } from './routes.ts'

const base = '/2020-05-31'

/** What the collections of CloudFront's API are called: path → [API noun, ARN type]. */
export const cloudfrontCollections: Readonly<Record<string, readonly [noun: string, type: string]>> = {
  distribution: ['Distribution', 'distribution'],
  'origin-access-control': ['OriginAccessControl', 'origin-access-control'],
  'response-headers-policy': ['ResponseHeadersPolicy', 'response-headers-policy'],
  'cache-policy': ['CachePolicy', 'cache-policy'],
  'origin-request-policy': ['OriginRequestPolicy', 'origin-request-policy'],
}

const tagged = ({ request }: RouteMatch) => request.query.get('Resource') ?? '*'

function collection(path: string, noun: string, type: string): Route[] {
  const on = ({ request, account, parameters }: RouteMatch) =>
    globalArn(request, account, `${type}/${parameters.Id ?? '*'}`)
  const route = (method: string, rest: string, operation: string, action = operation): Route => ({
    method,
    path: `${base}/${path}${rest}`,
    operation,
    checks: (match) => [{ action: `cloudfront:${action}`, resource: on(match) }],
  })
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
  return [
    route('POST', '', `Create${noun}`),
    { ...route('GET', '', `List${plural}`), checks: () => [{ action: `cloudfront:List${plural}`, resource: '*' }] },
    route('GET', '/{Id}', `Get${noun}`),
    route('GET', '/{Id}/config', `Get${noun}Config`),
    route('PUT', '/{Id}/config', `Update${noun}`),
    route('DELETE', '/{Id}', `Delete${noun}`),
    ...(noun === 'Distribution' ? [] : [route('PUT', '/{Id}', `Update${noun}`)]),
  ]
}

const distributionArn = ({ request, account, parameters }: RouteMatch) =>
  globalArn(request, account, `distribution/${parameters.Id ?? '*'}`)

const invalidation = (method: string, rest: string, operation: string): Route => ({
  method,
  path: `${base}/distribution/{Id}/invalidation${rest}`,
  operation,
  checks: (match) => [{ action: `cloudfront:${operation}`, resource: distributionArn(match) }],
})

const tagging = (method: string, query: string, operation: string): Route => ({
  method,
  path: `${base}/tagging${query}`,
  operation,
  checks: (match) => [{ action: `cloudfront:${operation}`, resource: tagged(match) }],
})

export const cloudfrontRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${base}/distribution?WithTags`,
    operation: 'CreateDistributionWithTags',
    // Tagging on creation needs both (CloudFront developer guide, "Tagging a distribution").
    checks: (match) => [
      { action: 'cloudfront:CreateDistribution', resource: distributionArn(match) },
      { action: 'cloudfront:TagResource', resource: distributionArn(match) },
    ],
  },
  ...Object.entries(cloudfrontCollections).flatMap(([path, [noun, type]]) => collection(path, noun, type)),
  invalidation('POST', '', 'CreateInvalidation'),
  invalidation('GET', '', 'ListInvalidations'),
  invalidation('GET', '/{InvalidationId}', 'GetInvalidation'),
  tagging('GET', '', 'ListTagsForResource'),
  tagging('POST', '?Operation=Tag', 'TagResource'),
  tagging('POST', '?Operation=Untag', 'UntagResource'),
]
