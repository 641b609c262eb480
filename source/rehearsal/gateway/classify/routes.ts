import type { AccountNames, Call, Check, Protocol, ReceivedRequest } from '../call.ts'

export interface RouteMatch {
  readonly request: ReceivedRequest
  readonly account: string
  /** Path variables, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>
}

/** One operation of a REST protocol, as its API model describes it. */
export interface Route {
  readonly method: string
  /** `/2015-03-31/functions/{FunctionName}/code`; `{Name+}` takes slashes too; `?key` must be in the query. */
  readonly path: string
  readonly operation: string
  readonly checks: (match: RouteMatch) => [Check, ...Check[]]
}

const compiled = new WeakMap<Route, { pattern: RegExp; query: string[] }>()

function compile(route: Route) {
  const known = compiled.get(route)
  if (known) return known
  const [path = '', query] = route.path.split('?')
  const source = path
    .replace(/[.$]/g, '\\$&')
    .replace(/\{(\w+)(\+?)\}/g, (_, name: string, greedy) => `(?<${name}>${greedy ? '.+' : '[^/]+'})`)
  const value = { pattern: new RegExp(`^${source}/?$`), query: query?.split('&') ?? [] }
  compiled.set(route, value)
  return value
}

/** Finds the first route that fits; undefined when the request is none of them. */
export function classifyByRoutes(
  routes: readonly Route[],
  protocol: Protocol,
  request: ReceivedRequest,
  names: AccountNames,
): Call | undefined {
  for (const route of routes) {
    if (route.method !== request.method) continue
    const { pattern, query } = compile(route)
    const found = pattern.exec(request.path)
    if (!found || !query.every((name) => hasQuery(request.query, name))) continue
    const parameters: Record<string, string> = {}
    for (const [name, value] of Object.entries(found.groups ?? {})) parameters[name] = decodeURIComponent(value)
    const checks = route.checks({ request, account: names.account, parameters })
    return { request, protocol, operation: route.operation, checks, parameters }
  }
  return undefined
}

function hasQuery(query: URLSearchParams, wanted: string): boolean {
  const [name = '', value] = wanted.split('=')
  return value === undefined ? query.has(name) : query.get(name) === value
}
