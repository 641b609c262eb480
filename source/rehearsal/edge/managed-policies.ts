import type { Headers } from './messages.ts'

/**
 * The policies that AWS manages, by id, as the CloudFront developer guide lists them ("Use managed cache policies",
 * "Use managed origin request policies", "Use managed response headers policies").
 */
export const cachePolicies = {
  CachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  CachingOptimizedForUncompressedObjects: 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
  CachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
} as const

/** Cache policies whose objects CloudFront compresses itself; the others ask the origin for uncompressed objects. */
export const compressingCachePolicies: readonly string[] = [cachePolicies.CachingOptimized]

export interface Forwarding {
  readonly headers: 'all' | 'all-but-host' | readonly string[]
  readonly cookies: boolean
  readonly query: boolean
}

/** What goes to the origin when nothing asks for more: no header of the viewer's, no cookie, no query. */
export const forwardNothing: Forwarding = { headers: [], cookies: false, query: false }

export const originRequestPolicies: Readonly<Record<string, Forwarding>> = {
  // AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { headers: 'all', cookies: true, query: true },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': { headers: 'all-but-host', cookies: true, query: true },
  // CORS-CustomOrigin
  '59781a5b-3903-41f3-afcb-af62929ccde1': { headers: ['origin'], cookies: false, query: false },
  // CORS-S3Origin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    headers: ['origin', 'access-control-request-headers', 'access-control-request-method'],
    cookies: false,
    query: false,
  },
  // UserAgentRefererHeaders
  'acba4595-bd28-49b8-b9fe-13317c0390fa': { headers: ['user-agent', 'referer'], cookies: false, query: false },
}

export interface ResponseHeadersPolicy {
  /** Set whatever the origin said. */
  readonly override: Headers
  /** Set only where the origin said nothing. */
  readonly addition: Headers
}

const security: ResponseHeadersPolicy = {
  override: [['x-content-type-options', 'nosniff']],
  addition: [
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['strict-transport-security', 'max-age=31536000'],
    ['x-frame-options', 'SAMEORIGIN'],
    ['x-xss-protection', '1; mode=block'],
  ],
}

export const responseHeadersPolicies: Readonly<Record<string, ResponseHeadersPolicy>> = {
  // SecurityHeadersPolicy
  '67f7725c-6f97-4210-82d7-5512b31e9d03': security,
  // SimpleCORS
  '60669652-455b-4ae9-85a4-c4c02393f86c': { override: [], addition: [['access-control-allow-origin', '*']] },
}
