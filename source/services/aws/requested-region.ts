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

const isGlobal = (action: string) => /^(iam|cloudfront|route53):/.test(action) && action !== 'iam:PassRole'

/**
 * The value of `aws:RequestedRegion` when an action is called. `iam:PassRole` is no call of its own: it
 * is checked in the request that hands the role over, which goes to the deployment's region.
 */
export const requestedRegion = (
  action: string,
  { partition, region }: { readonly partition: string; readonly region: string },
): string => (isGlobal(action) ? (globalRegions[partition] ?? region) : region)
