import { cachePolicies } from './managed-policies.ts'
import { type EdgeRequest, type EdgeResponse, headerOf } from './messages.ts'

/** Seconds, of the managed cache policies (developer guide, "Use managed cache policies"). */
const lifetimes: Readonly<Record<string, { readonly least: number; readonly usual: number; readonly most: number }>> = {
  [cachePolicies.CachingOptimized]: { least: 1, usual: 86_400, most: 31_536_000 },
  [cachePolicies.CachingOptimizedForUncompressedObjects]: { least: 1, usual: 86_400, most: 31_536_000 },
}

/**
 * How many seconds an answer may be kept, from what its origin says about it; pure. A least lifetime above zero holds
 * even against `no-store` (developer guide, "Manage how long content stays in the cache").
 */
export function lifetimeOf({ status, headers }: EdgeResponse, policyId: string | undefined): number {
  const policy = lifetimes[policyId ?? '']
  if (!policy || status !== 200) return 0
  const control = headerOf(headers, 'cache-control') ?? ''
  if (/\b(no-cache|no-store|private)\b/.test(control)) return policy.least
  const told = /\bs-maxage=(\d+)/.exec(control) ?? /\bmax-age=(\d+)/.exec(control)
  return told ? Math.min(Math.max(Number(told[1]), policy.least), policy.most) : policy.usual
}

interface Kept {
  readonly response: EdgeResponse
  readonly since: number
  readonly until: number
}

/** What an edge holds of its distributions' origins. Times are in milliseconds on the clock of `now`. */
export function createEdgeCache(now: () => number = () => performance.now()) {
  const kept = new Map<string, Kept>()
  const keyOf = (id: string, path: string) => `${id} ${path}`
  return {
    /** The kept answer, with its age as CloudFront tells it; undefined when the origin has to be asked. */
    find(id: string, { method, path }: Pick<EdgeRequest, 'method' | 'path'>): EdgeResponse | undefined {
      const found = method === 'GET' || method === 'HEAD' ? kept.get(keyOf(id, path)) : undefined
      if (!found || found.until <= now()) return undefined
      const age = String(Math.floor((now() - found.since) / 1000))
      const headers = [...found.response.headers, ['age', age] as const, ['x-cache', 'Hit from cloudfront'] as const]
      return { ...found.response, headers }
    },
    keep(
      id: string,
      { method, path }: Pick<EdgeRequest, 'method' | 'path'>,
      response: EdgeResponse,
      policyId?: string,
    ) {
      const seconds = method === 'GET' ? lifetimeOf(response, policyId) : 0
      if (seconds > 0) kept.set(keyOf(id, path), { response, since: now(), until: now() + seconds * 1000 })
    },
    /** Forgets what the paths name; a `*` at the end of one stands for any rest. */
    invalidate(id: string, paths: readonly string[]): void {
      for (const key of kept.keys()) {
        const isMeant = paths.some((path) =>
          path.endsWith('*') ? key.startsWith(keyOf(id, path.slice(0, -1))) : key === keyOf(id, path),
        )
        if (isMeant) kept.delete(key)
      }
    },
  }
}
