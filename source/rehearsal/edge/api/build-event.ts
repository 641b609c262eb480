import type { EdgeRequest } from '../messages.ts'
import { headerOf } from '../messages.ts'
import type { RouteMatch } from './match-route.ts'

export interface EventFacts {
  readonly request: EdgeRequest
  readonly match: RouteMatch
  readonly account: string
  readonly apiId: string
  readonly stage: string
  readonly stageVariables: Readonly<Record<string, string>>
  /** `<api>.execute-api.<region>.amazonaws.com` */
  readonly domain: string
  readonly requestId: string
  readonly traceId: string
  readonly now: Date
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** As in `12/Mar/2020:19:03:58 +0000`, always UTC. */
function commonLogTime(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const time = [now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds()].map(two).join(':')
  return `${two(now.getUTCDate())}/${months[now.getUTCMonth()]}/${now.getUTCFullYear()}:${time} +0000`
}

/** Bodies of these types reach the function as text, any other in base64. */
export function isText(headers: EdgeRequest['headers']): boolean {
  const type = headerOf(headers, 'content-type') ?? ''
  return (
    headerOf(headers, 'content-encoding') === undefined &&
    /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(type)
  )
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function queryParameters(query: string): Readonly<Record<string, string>> | undefined {
  if (query === '') return undefined
  const parameters: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value
  }
  return parameters
}

/**
 * The event of payload format 2.0 (API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs");
 * pure. Repeated headers are joined with commas, cookies stand in a list of their own, and API Gateway appends the
 * address of its caller to X-Forwarded-For.
 */
export function buildEvent(facts: EventFacts): Readonly<Record<string, unknown>> {
  const { request, match, now } = facts
  const headers: Record<string, string> = {}
  const own = ['host', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'x-amzn-trace-id', 'cookie']
  for (const [name, value] of request.headers) {
    if (!own.includes(name)) headers[name] = name in headers ? `${headers[name]},${value}` : value
  }
  const claimed = headerOf(request.headers, 'x-forwarded-for')
  headers['content-length'] = String(request.body.length)
  headers.host = facts.domain
  headers['x-amzn-trace-id'] = facts.traceId
  headers['x-forwarded-for'] = claimed ? `${claimed}, ${request.peer}` : request.peer
  headers['x-forwarded-port'] = '443'
  headers['x-forwarded-proto'] = 'https'

  const cookies = (headerOf(request.headers, 'cookie') ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter(Boolean)
  const query = queryParameters(request.query)
  const text = isText(request.headers)
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: decodedPath(request.path),
    rawQueryString: request.query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: facts.account,
      apiId: facts.apiId,
      domainName: facts.domain,
      domainPrefix: facts.domain.split('.')[0],
      http: {
        method: request.method,
        path: decodedPath(request.path),
        protocol: 'HTTP/1.1',
        sourceIp: request.peer,
        userAgent: headerOf(request.headers, 'user-agent') ?? '',
      },
      requestId: facts.requestId,
      routeKey: match.route.routeKey,
      stage: facts.stage,
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 ? { pathParameters: match.pathParameters } : {}),
    ...(Object.keys(facts.stageVariables).length > 0 ? { stageVariables: facts.stageVariables } : {}),
    ...(request.body.length > 0 ? { body: request.body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: request.body.length > 0 && !text,
  }
}
