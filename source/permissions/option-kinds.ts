import { anything, type PolicyNames, prefix, type ResourceKind, regional, rolesNamed } from './resource-kind.ts'

/** CloudFront's certificates and metrics are there, wherever the twin is (CloudFront developer guide). */
const edgeRegion = 'us-east-1'

/** The same name in the twin's region and in CloudFront's. */
const inBothRegions = (service: string, names: PolicyNames, name: string) =>
  [...new Set([names.region, edgeRegion])].map((region) => regional(service, { ...names, region }, name))

const alarmNames = ['function-errors', 'function-throttles', 'server-errors', 'refusals', 'requests']

/** Any of `ids` when there are some, else every one. */
const each = (ids: readonly string[], arnOf: (id: string) => string) => (ids.length > 0 ? ids : ['*']).map(arnOf)

/** A certificate's proof and the site's records have the domain's name, or one below it. */
const recordNames = 'route53:ChangeResourceRecordSetsNormalizedRecordNames'

/** What only some projects have. The condition keys are those of the service authorization reference. */
export const optionKinds = {
  boundedRole: {
    sid: 'BoundedRole',
    patterns: (names) => [rolesNamed(names, `${names.projectName}-*`)],
    examples: (names) => [rolesNamed(names, `${prefix(names)}-api`)],
    condition: ({ isAlwaysBounded, boundaries }) =>
      isAlwaysBounded ? { StringEquals: { 'iam:PermissionsBoundary': boundaries } } : undefined,
    context: ({ boundaries: [boundary = null] }) => ({ 'iam:PermissionsBoundary': boundary }),
    unconditioned: 'functionRole',
  },
  // Takes only away, and a role from before there was a boundary must be deletable; IAM fills in the key all the same.
  emptiedRole: {
    sid: 'EmptiedRole',
    patterns: (names) => [rolesNamed(names, `${names.projectName}-*`)],
    examples: (names) => [rolesNamed(names, `${prefix(names)}-api`)],
    context: ({ boundaries: [boundary = null] }) => ({ 'iam:PermissionsBoundary': boundary }),
    unconditioned: 'functionRole',
  },
  roleBoundary: {
    sid: 'RoleBoundary',
    patterns: (names) => [rolesNamed(names, `${names.projectName}-*`)],
    examples: (names) => [rolesNamed(names, `${prefix(names)}-api`)],
    condition: ({ boundaries }) =>
      boundaries.length > 0 ? { StringEquals: { 'iam:PermissionsBoundary': boundaries } } : undefined,
    context: ({ boundaries: [boundary = null] }) => ({ 'iam:PermissionsBoundary': boundary }),
  },
  certificateRequests: {
    sid: 'CertificateRequests',
    patterns: anything,
    condition: ({ domains }) =>
      domains.length > 0 ? { 'ForAllValues:StringEquals': { 'acm:DomainNames': domains } } : undefined,
    context: ({ domains }) => (domains.length > 0 ? { 'acm:DomainNames': domains } : {}),
  },
  certificates: {
    sid: 'Certificates',
    patterns: (names) => [regional('acm', { ...names, region: edgeRegion }, 'certificate/*')],
  },
  hostedZones: {
    sid: 'HostedZones',
    patterns: ({ partition }, { zones }) => each(zones, (id) => `arn:${partition}:route53:::hostedzone/${id}`),
  },
  domainRecords: {
    sid: 'DomainRecords',
    patterns: ({ partition }, { zones }) => each(zones, (id) => `arn:${partition}:route53:::hostedzone/${id}`),
    condition: ({ domains }) =>
      domains.length > 0
        ? { 'ForAllValues:StringLike': { [recordNames]: domains.flatMap((domain) => [domain, `*.${domain}`]) } }
        : undefined,
    context: ({ domains }) => (domains.length > 0 ? { [recordNames]: domains } : {}),
    unconditioned: 'hostedZones',
  },
  dnsChanges: { sid: 'DnsChanges', patterns: ({ partition }) => [`arn:${partition}:route53:::change/*`] },
  alarms: {
    sid: 'Alarms',
    patterns: (names) => inBothRegions('cloudwatch', names, `alarm:${names.projectName}-*`),
    examples: (names) => [
      ...alarmNames.map((name) => regional('cloudwatch', names, `alarm:${prefix(names)}-${name}`)),
      regional('cloudwatch', { ...names, region: edgeRegion }, `alarm:${prefix(names)}-transfer`),
    ],
  },
  // CloudWatch authorises the listing on every alarm, whatever names are asked for.
  alarmListing: { sid: 'AlarmListing', patterns: (names) => inBothRegions('cloudwatch', names, 'alarm:*') },
  alarmTopics: {
    sid: 'AlarmTopics',
    patterns: (names) => inBothRegions('sns', names, `${names.projectName}-*`),
    examples: (names) => inBothRegions('sns', names, `${prefix(names)}-alarms`),
  },
  logDelivery: { sid: 'LogDelivery', patterns: anything },
} satisfies Record<string, ResourceKind>
