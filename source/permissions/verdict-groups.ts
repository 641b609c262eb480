import type { Verdict } from './evaluate.ts'
import type { ActionVerdict } from './verdicts.ts'

export interface ServiceVerdicts {
  readonly service: string
  /** The name people know it by. */
  readonly title: string
  readonly counts: Readonly<Record<Verdict, number>>
  /** Missing first, then in doubt, then allowed. */
  readonly verdicts: readonly ActionVerdict[]
}

const titles: Readonly<Record<string, string>> = {
  s3: 'S3',
  dynamodb: 'DynamoDB',
  lambda: 'Lambda',
  apigateway: 'API Gateway',
  cloudfront: 'CloudFront',
  iam: 'IAM',
  logs: 'CloudWatch Logs',
  sts: 'STS',
  bedrock: 'Bedrock',
  tag: 'Resource tags',
}

const order: Readonly<Record<Verdict, number>> = { denied: 0, unknown: 1, allowed: 2 }

function groupOf(service: string, verdicts: readonly ActionVerdict[]): ServiceVerdicts {
  const count = (wanted: Verdict) => verdicts.filter(({ verdict }) => verdict === wanted).length
  return {
    service,
    title: titles[service] ?? service,
    counts: { allowed: count('allowed'), denied: count('denied'), unknown: count('unknown') },
    verdicts: verdicts.toSorted(
      (a, b) => order[a.verdict] - order[b.verdict] || (a.action < b.action ? -1 : a.action > b.action ? 1 : 0),
    ),
  }
}

/** By service, those with something missing first; otherwise in the order of the table. */
export function groupByService(verdicts: readonly ActionVerdict[]): readonly ServiceVerdicts[] {
  const services = new Map<string, ActionVerdict[]>()
  for (const verdict of verdicts) {
    const known = services.get(verdict.service)
    if (known) known.push(verdict)
    else services.set(verdict.service, [verdict])
  }
  return [...services]
    .map(([service, list]) => groupOf(service, list))
    .toSorted((a, b) => b.counts.denied - a.counts.denied || b.counts.unknown - a.counts.unknown)
}
