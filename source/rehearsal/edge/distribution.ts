import { type DistributionConfig, GetDistributionConfigCommand, type Origin } from '@aws-sdk/client-cloudfront'
import type { Account } from './account.ts'
import type { HttpApis } from './api/http-api.ts'
import { createEdgeCache } from './cache.ts'
import { allowsMethod, type Behavior, chooseBehavior } from './choose-behavior.ts'
import { compressed, revalidated, withPolicyHeaders } from './finish-response.ts'
import { forwardedRequest } from './forwarded-request.ts'
import { type EdgeRequest, type EdgeResponse, headerOf } from './messages.ts'
import { remember } from './remember.ts'
import { bucketOfDomain, type S3Origin } from './s3-origin.ts'

/** CloudFront's own refusals are small HTML pages. */
function refusal(status: number, reason: string): EdgeResponse {
  const page = `<!doctype html><title>${status}</title><h1>${status}</h1><p>${reason}</p><hr><p>Rehearsed CloudFront</p>`
  return {
    status,
    headers: [
      ['content-type', 'text/html; charset=utf-8'],
      ['x-cache', 'Error from cloudfront'],
    ],
    body: Buffer.from(page),
  }
}

export const apiOfDomain = (domain: string) => /^([a-z0-9]+)\.execute-api\./.exec(domain)?.[1]

/**
 * Answers for distributions as their configuration in the account says. The viewer protocol policy is the one setting
 * that does not hold: a rehearsal serves plain HTTP on loopback, and counts it as HTTPS.
 */
export function createDistributions(account: Account, readObject: S3Origin, apis: HttpApis) {
  const cache = createEdgeCache()
  const configOf = remember(async (id): Promise<DistributionConfig | undefined> => {
    try {
      return (await account.cloudFront.send(new GetDistributionConfigCommand({ Id: id }))).DistributionConfig
    } catch (error) {
      if ((error as Error).name === 'NoSuchDistribution') return undefined
      throw error
    }
  }, 1000)

  async function askOrigin(
    request: EdgeRequest,
    origin: Origin,
    behavior: Behavior,
    id: string,
  ): Promise<EdgeResponse> {
    const domain = origin.DomainName ?? ''
    const forwarded = forwardedRequest(request, behavior, origin)
    const bucket = bucketOfDomain(domain)
    if (bucket) {
      const arn = `arn:aws:cloudfront::${account.account}:distribution/${id}`
      return readObject(forwarded, bucket, Boolean(origin.OriginAccessControlId), arn)
    }
    const apiId = apiOfDomain(domain)
    // An HTTP API answers to its own host name only, and only over TLS.
    if (apiId && origin.CustomOriginConfig?.OriginProtocolPolicy === 'http-only') {
      return refusal(504, 'The origin does not answer on port 80.')
    }
    if (apiId && forwarded.headers.some(([name]) => name === 'host')) {
      return {
        status: 403,
        headers: [['content-type', 'application/json']],
        body: Buffer.from('{"message":"Forbidden"}'),
      }
    }
    if (apiId) return apis.respond(forwarded, apiId)
    return refusal(502, `The origin ${domain} is neither a bucket nor an HTTP API of this account.`)
  }

  /** Behaviour, origin and response headers of one path, without error pages. */
  async function answer(request: EdgeRequest, config: DistributionConfig, id: string): Promise<EdgeResponse> {
    const root = config.DefaultRootObject
    const path = request.path === '/' && root ? `/${root.replace(/^\//, '')}` : request.path
    const behavior = chooseBehavior(config, path)
    const origin = config.Origins?.Items?.find((each) => each.Id === behavior?.TargetOriginId)
    if (!behavior || !origin) return refusal(502, 'No origin is set for this path.')
    if (!allowsMethod(behavior, request.method)) {
      return refusal(403, 'This distribution is not configured to allow the HTTP request method that was used.')
    }
    const asked = { ...request, path }
    const held = cache.find(id, asked)
    const response = held ?? (await askOrigin(asked, origin, behavior, id))
    if (!held) cache.keep(id, asked, response, behavior.CachePolicyId)
    return compressed(request, withPolicyHeaders(response, behavior.ResponseHeadersPolicyId), behavior)
  }

  /** Puts the page in place that the distribution sets for an error status. */
  async function withErrorPage(request: EdgeRequest, response: EdgeResponse, config: DistributionConfig, id: string) {
    const custom = config.CustomErrorResponses?.Items?.find((each) => each.ErrorCode === response.status)
    if (!custom?.ResponsePagePath) return response
    const page = await answer({ ...request, method: 'GET', path: custom.ResponsePagePath, query: '' }, config, id)
    return page.status === 200 ? { ...page, status: Number(custom.ResponseCode ?? response.status) } : response
  }

  return {
    configOf,
    invalidate: cache.invalidate,
    async respond(request: EdgeRequest, id: string): Promise<EdgeResponse> {
      const config = await configOf(id)
      if (!config) return refusal(403, `The distribution ${id} does not exist.`)
      if (!config.Enabled) return refusal(403, 'The distribution is disabled.')
      const response = await withErrorPage(request, await answer(request, config, id), config, id)
      const fresh = response.status < 400 ? 'Miss from cloudfront' : 'Error from cloudfront'
      const headers = [...response.headers.filter(([name]) => name !== 'x-cache')]
      headers.push(['x-cache', headerOf(response.headers, 'x-cache') ?? fresh])
      headers.push(['via', '1.1 rehearsal.cloudfront.net (CloudFront)'])
      return revalidated(request, { ...response, headers })
    },
  }
}
