import type { Origin } from '@aws-sdk/client-cloudfront'
import type { Behavior } from './choose-behavior.ts'
import { type Forwarding, forwardNothing, originRequestPolicies } from './managed-policies.ts'
import { type EdgeRequest, headerOf } from './messages.ts'

/** The address that origins see CloudFront come from; of the range for documentation (RFC 5737). */
export const edgeAddress = '203.0.113.10'

/** Never forwarded, whatever the policy (CloudFront developer guide, "HTTP request headers and CloudFront behavior"). */
const removed = new Set([
  ...['connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te'],
  ...['trailer', 'transfer-encoding', 'upgrade', 'x-forwarded-proto', 'x-real-ip', 'content-length', 'host'],
])

/** Part of every request with a body, and so forwarded without being asked for. */
const always = new Set(['content-type'])

/** What a behaviour forwards, by its origin request policy or the older `ForwardedValues`; pure. */
export function forwardingOf(behavior: Behavior): Forwarding {
  const policy = behavior.OriginRequestPolicyId
  if (policy) return originRequestPolicies[policy] ?? forwardNothing
  const values = behavior.ForwardedValues
  if (!values) return forwardNothing
  const names = (values.Headers?.Items ?? []).map((name) => name.toLowerCase())
  return {
    headers: names.includes('*') ? 'all' : names,
    cookies: values.Cookies?.Forward === 'all',
    query: values.QueryString ?? false,
  }
}

/**
 * The request as an origin gets it; pure. The viewer's address is appended to X-Forwarded-For, and the origin's own
 * headers take the place of any that a viewer sent under the same name.
 */
export function forwardedRequest(request: EdgeRequest, behavior: Behavior, origin: Origin): EdgeRequest {
  const forwarding = forwardingOf(behavior)
  const own = (origin.CustomHeaders?.Items ?? []).map(
    (item) => [(item.HeaderName ?? '').toLowerCase(), item.HeaderValue ?? ''] as const,
  )
  const replaced = new Set(['x-forwarded-for', 'via', ...own.map(([name]) => name)])
  const forwarded = request.headers.filter(([name]) => {
    if (removed.has(name) || replaced.has(name)) return false
    if (name === 'cookie') return forwarding.cookies
    return always.has(name) || typeof forwarding.headers === 'string' || forwarding.headers.includes(name)
  })
  const claimed = headerOf(request.headers, 'x-forwarded-for')
  return {
    ...request,
    path: `${origin.OriginPath ?? ''}${request.path}`,
    query: forwarding.query ? request.query : '',
    peer: edgeAddress,
    headers: [
      ...forwarded,
      ...(forwarded.some(([name]) => name === 'user-agent') ? [] : [['user-agent', 'Amazon CloudFront'] as const]),
      ...(forwarding.headers === 'all' ? [['host', headerOf(request.headers, 'host') ?? ''] as const] : []),
      ['x-forwarded-for', claimed ? `${claimed}, ${request.peer}` : request.peer],
      ['via', '1.1 rehearsal.cloudfront.net (CloudFront)'],
      ...own,
    ],
  }
}
