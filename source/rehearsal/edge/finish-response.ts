import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'
import type { Behavior } from './choose-behavior.ts'
import { compressingCachePolicies, responseHeadersPolicies } from './managed-policies.ts'
import { type EdgeRequest, type EdgeResponse, type Headers, headerOf } from './messages.ts'

/** Types that CloudFront compresses, those of them that a page has (developer guide, "Serve compressed files"). */
const compressible =
  /^(text\/(html|css|plain|javascript|xml|csv|markdown)|application\/(javascript|json|manifest\+json|xml|wasm)|image\/(svg\+xml|x-icon|vnd\.microsoft\.icon)|font\/(ttf|otf))\b/

const without = (headers: Headers, ...names: readonly string[]) => headers.filter(([name]) => !names.includes(name))

/** Applies a behaviour's response headers policy; pure. */
export function withPolicyHeaders(response: EdgeResponse, policyId: string | undefined): EdgeResponse {
  const policy = responseHeadersPolicies[policyId ?? '']
  if (!policy) return response
  const kept = without(response.headers, ...policy.override.map(([name]) => name))
  const added = policy.addition.filter(([name]) => !kept.some(([each]) => each === name))
  return { ...response, headers: [...kept, ...policy.override, ...added] }
}

/** Compresses where the behaviour asks for it, its cache policy can hold it, and the viewer takes it; pure. */
export function compressed(request: EdgeRequest, response: EdgeResponse, behavior: Behavior): EdgeResponse {
  const size = response.body.length
  const fits =
    behavior.Compress === true &&
    compressingCachePolicies.includes(behavior.CachePolicyId ?? '') &&
    [200, 403, 404].includes(response.status) &&
    size >= 1000 &&
    size <= 10_000_000 &&
    compressible.test(headerOf(response.headers, 'content-type') ?? '') &&
    headerOf(response.headers, 'content-encoding') === undefined
  const accepted = (headerOf(request.headers, 'accept-encoding') ?? '')
    .split(',')
    .map((each) => each.trim().split(';')[0])
  const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined
  if (!fits || !encoding) return response
  const body =
    encoding === 'gzip'
      ? gzipSync(response.body)
      : brotliCompressSync(response.body, { params: { [zlib.BROTLI_PARAM_QUALITY]: 5 } })
  const etag = headerOf(response.headers, 'etag')
  return {
    ...response,
    body,
    headers: [
      ...without(response.headers, 'etag'),
      ['content-encoding', encoding],
      ['vary', 'Accept-Encoding'],
      // The compressed bytes are another representation, so a strong tag becomes a weak one.
      ...(etag === undefined ? [] : [['etag', etag.startsWith('W/') ? etag : `W/${etag}`] as const]),
    ],
  }
}

/** Answers 304 without a body where the viewer already has this object; pure. */
export function revalidated(request: EdgeRequest, response: EdgeResponse): EdgeResponse {
  if (response.status !== 200 || !['GET', 'HEAD'].includes(request.method)) return response
  const etag = headerOf(response.headers, 'etag')
  const tags = headerOf(request.headers, 'if-none-match')
  const changed = Date.parse(headerOf(response.headers, 'last-modified') ?? '')
  const since = Date.parse(headerOf(request.headers, 'if-modified-since') ?? '')
  const plain = (tag: string) => tag.trim().replace(/^W\//, '')
  const same =
    tags === undefined
      ? changed <= since
      : tags.split(',').some((tag) => plain(tag) === '*' || (etag !== undefined && plain(tag) === plain(etag)))
  if (!same) return response
  return { status: 304, headers: without(response.headers, 'content-type', 'content-encoding'), body: Buffer.alloc(0) }
}
