import { partitionOf } from '../../../names.ts'
import { type Element, findXml, parseXml, textAt } from '../xml.ts'
import type { Route, RouteMatch } from './routes.ts'

const base = '/2013-04-01'

/** Route 53 has neither regions nor accounts in its ARNs. */
const arn = ({ request }: RouteMatch, rest: string) => `arn:${partitionOf(request.region)}:route53:::${rest}`

const onZone = (method: string, rest: string, operation: string): Route => ({
  method,
  path: `${base}/hostedzone/{Id}${rest}`,
  operation,
  checks: (match) => [
    { action: `route53:${operation}`, resource: arn(match, `hostedzone/${match.parameters.Id ?? '*'}`) },
  ],
})

const onEverything = (method: string, path: string, operation: string): Route => ({
  method,
  path: `${base}${path}`,
  operation,
  checks: () => [{ action: `route53:${operation}`, resource: '*' }],
})

/** Names as the condition keys have them: lower case, no dot at the end (Route 53 developer guide, "Using IAM policy conditions"). */
function changes(body: Buffer): Readonly<Record<string, string[]>> {
  const batch = findXml(readXml(body), 'ChangeBatch', 'Changes')
  const all = (batch?.children ?? []).map((change) => ({
    action: textAt(change, 'Action'),
    name: textAt(change, 'ResourceRecordSet', 'Name').toLowerCase().replace(/\.$/, ''),
    type: textAt(change, 'ResourceRecordSet', 'Type'),
  }))
  const key = 'route53:ChangeResourceRecordSets'
  return {
    [`${key}Actions`]: all.map(({ action }) => action),
    [`${key}NormalizedRecordNames`]: all.map(({ name }) => name),
    [`${key}RecordTypes`]: all.map(({ type }) => type),
  }
}

function readXml(body: Buffer): Element | undefined {
  try {
    return parseXml(body.toString())
  } catch {
    return undefined
  }
}

const tagged = (method: string, operation: string): Route => ({
  method,
  path: `${base}/tags/{ResourceType}/{ResourceId}`,
  operation,
  checks: (match) => {
    const { ResourceType, ResourceId } = match.parameters
    return [{ action: `route53:${operation}`, resource: arn(match, `${ResourceType}/${ResourceId}`) }]
  },
})

export const route53Routes: readonly Route[] = [
  onEverything('POST', '/hostedzone', 'CreateHostedZone'),
  onEverything('GET', '/hostedzone', 'ListHostedZones'),
  onEverything('GET', '/hostedzonesbyname', 'ListHostedZonesByName'),
  onZone('GET', '', 'GetHostedZone'),
  onZone('POST', '', 'UpdateHostedZoneComment'),
  onZone('DELETE', '', 'DeleteHostedZone'),
  onZone('GET', '/rrset', 'ListResourceRecordSets'),
  {
    ...onZone('POST', '/rrset', 'ChangeResourceRecordSets'),
    checks: (match) => [
      {
        action: 'route53:ChangeResourceRecordSets',
        resource: arn(match, `hostedzone/${match.parameters.Id}`),
        context: changes(match.request.body),
      },
    ],
  },
  {
    method: 'GET',
    path: `${base}/change/{Id}`,
    operation: 'GetChange',
    checks: (match) => [{ action: 'route53:GetChange', resource: arn(match, `change/${match.parameters.Id}`) }],
  },
  tagged('GET', 'ListTagsForResource'),
  tagged('POST', 'ChangeTagsForResource'),
]
