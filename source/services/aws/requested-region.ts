import type { NeededAction } from '../../permissions/needed-actions.ts'

/**
 * Where the global services are asked, and so what `aws:RequestedRegion` says in a request to them (IAM
 * user guide, "AWS global condition context keys": IAM calls are always made to us-east-1; "IAM
 * endpoints and quotas" for the other partitions).
 */
const globalRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
}

interface Place {
  readonly partition: string
  /** Of the deployment. */
  readonly region: string
}

/**
 * CloudFront takes certificates of us-east-1 only, so that ACM is asked there. `iam:PassRole` is no call
 * of its own: it is checked in the request that hands the role over, which goes to the deployment's region.
 */
const isGlobal = (action: string) => /^(iam|cloudfront|route53|acm):/.test(action) && action !== 'iam:PassRole'

/** The value of `aws:RequestedRegion` when an action is called on a resource: of an ARN with a region, that one. */
export function requestedRegion(action: string, resource: string, { partition, region }: Place): string {
  if (isGlobal(action)) return globalRegions[partition] ?? region
  const named = resource.split(':')[3]
  return named && named !== '*' ? named : region
}

/** Each action with the region of its requests as a condition key; one that goes to two regions becomes two. */
export function withRequestedRegion(needed: readonly NeededAction[], place: Place): readonly NeededAction[] {
  return needed.flatMap((row) => {
    const regions = row.resources.map((resource) => requestedRegion(row.action, resource, place))
    return [...new Set(regions)].map((region) => ({
      ...row,
      resources: row.resources.filter((_, index) => regions[index] === region),
      context: { 'aws:RequestedRegion': region, ...row.context },
    }))
  })
}
