import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig } from '@aws-sdk/client-cloudfront'

/** Settings that both kinds of behaviour share. */
export type Behavior = DefaultCacheBehavior | CacheBehavior

/**
 * Whether a path pattern of a cache behaviour fits a path; pure. `*` is any run of characters, `?` exactly one, case
 * counts, a leading slash may be missing (CloudFront developer guide, "Path pattern").
 */
export function matchesPathPattern(pattern: string, path: string): boolean {
  const wanted = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`
  const expression = wanted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  return new RegExp(`^${expression}$`).test(path)
}

/** The behaviour for a path: the first that fits in the order of the list, else the default one; pure. */
export function chooseBehavior(
  config: Pick<DistributionConfig, 'CacheBehaviors' | 'DefaultCacheBehavior'>,
  path: string,
): Behavior | undefined {
  const listed = config.CacheBehaviors?.Items ?? []
  return listed.find((each) => matchesPathPattern(each.PathPattern ?? '', path)) ?? config.DefaultCacheBehavior
}

/** CloudFront forwards GET and HEAD where a behaviour says nothing else. */
export function allowsMethod(behavior: Behavior, method: string): boolean {
  const allowed: readonly string[] = behavior.AllowedMethods?.Items ?? ['GET', 'HEAD']
  return allowed.includes(method)
}
