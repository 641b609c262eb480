export interface Route {
  /** As in `ANY /api/{proxy+}` or `$default`. */
  readonly routeKey: string
  /** As in `integrations/abc123`. */
  readonly target?: string
}

export interface RouteMatch {
  readonly route: Route
  readonly pathParameters: Readonly<Record<string, string>>
}

interface Candidate extends RouteMatch {
  readonly rank: number
}

const decoded = (segment: string) => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  const parameters: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{([^}+]+)(\+?)\}$/.exec(segment)
    if (name?.[2]) {
      const rest = given.slice(index).join('/')
      if (rest === '') return undefined
      parameters[String(name[1])] = decoded(rest)
      return parameters
    }
    const actual = given[index]
    if (actual === undefined || (name ? actual === '' : segment !== actual)) return undefined
    if (name) parameters[String(name[1])] = decoded(actual)
  }
  return given.length === wanted.length ? parameters : undefined
}

/**
 * The route of an HTTP API for a request; pure. A full match wins over a greedy path variable, and that over `$default`;
 * a longer pattern over a shorter one, a named method over ANY (API Gateway developer guide, "Create routes for HTTP
 * APIs").
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const candidates: Candidate[] = []
  for (const route of routes) {
    if (route.routeKey === '$default') {
      candidates.push({ route, pathParameters: {}, rank: 0 })
      continue
    }
    const [routeMethod = '', pattern = ''] = route.routeKey.split(' ')
    if (routeMethod !== 'ANY' && routeMethod !== method) continue
    const pathParameters = matchPath(pattern, path)
    if (!pathParameters) continue
    const literal = pattern.split('/').filter((segment) => segment !== '' && !segment.startsWith('{')).length
    const full = pattern.includes('+}') ? 0 : 1
    candidates.push({ route, pathParameters, rank: 1 + full * 1000 + literal * 2 + (routeMethod === 'ANY' ? 0 : 1) })
  }
  return candidates.sort((a, b) => b.rank - a.rank)[0]
}
