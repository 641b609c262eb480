import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { senderOf } from './collect.ts'
import type { ProviderLog } from './provider-log.ts'

/** What the SDK calls a service, by the name that its requests are signed with. */
const signingNames: Readonly<Record<string, string>> = {
  ACM: 'acm',
  ApiGatewayV2: 'apigateway',
  CloudFront: 'cloudfront',
  CloudWatch: 'monitoring',
  'CloudWatch Logs': 'logs',
  DynamoDB: 'dynamodb',
  IAM: 'iam',
  Lambda: 'lambda',
  'Route 53': 'route53',
  S3: 's3',
  SNS: 'sns',
  STS: 'sts',
}

function inOurNames(operation: string): string {
  const cut = operation.lastIndexOf(' ')
  return `${signingNames[operation.slice(0, cut)] ?? operation.slice(0, cut)} ${operation.slice(cut + 1)}`
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/**
 * Terraform's own log against the account's: the same requests by number, the same operations as often.
 * Gives a sentence for each difference in number: answers that were lost on the way are in one log only.
 * @throws when Terraform sent what the account has not heard of
 */
export function crossCheck(requests: readonly RequestLogEntry[], log: ProviderLog): readonly string[] {
  const ofTerraform = requests.filter((request) => senderOf(request) === 'terraform')
  const arrived = new Set(ofTerraform.map(({ invocation }) => invocation))
  const unheard = log.sent.filter(({ invocation }) => invocation && !arrived.has(invocation))
  if (unheard.length > 0) {
    throw new Error(`Sent and not heard of: ${unheard.map(({ operation }) => operation).join(', ')}`)
  }
  const counted = countOf(ofTerraform.map(({ service, operation }) => `${service} ${operation}`))
  const answered = countOf(log.answered.map(({ operation }) => inOurNames(operation)))
  const differing = [...new Set([...counted.keys(), ...answered.keys()])].filter(
    (name) => counted.get(name) !== answered.get(name),
  )
  return differing.map(
    (name) => `${name}: ${answered.get(name) ?? 0} in Terraform's log, ${counted.get(name) ?? 0} in the account's.`,
  )
}
