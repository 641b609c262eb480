import type { ConditionBlock, RequestContext } from './policy.ts'

/** What the names of everything are made of; source/names.ts makes the same names. */
export interface PolicyNames {
  readonly projectName: string
  readonly region: string
  /** Twelve digits. */
  readonly account: string
  /** aws, aws-cn or aws-us-gov. */
  readonly partition: string
  /** ARN of the policy that limits the roles of the deployment; absent when nothing does. */
  readonly permissionsBoundary?: string | undefined
}

export interface TargetNames extends PolicyNames {
  readonly environment: string
  /** The models and inference profiles that the twin will ask; any model when not given. */
  readonly modelArns?: readonly string[]
}

/** A kind of thing that actions work on; one statement of the policy is made from each. */
export interface ResourceKind {
  readonly sid: string
  /** For the policy: covers every environment of the project. */
  readonly patterns: (names: PolicyNames) => readonly string[]
  /** For a verdict: the ARNs that this target really uses. Without it, the patterns. */
  readonly examples?: (names: TargetNames) => readonly string[]
  readonly condition?: ConditionBlock
  /** What the request will say of the keys in `condition`. */
  readonly context?: RequestContext
  /** AWS asks for no permission: in the table for completeness, not in the policy. */
  readonly isFree?: boolean
}

const prefix = ({ projectName, environment }: TargetNames) => `${projectName}-${environment}`
const anything = () => ['*']

const appBuckets = (names: TargetNames) =>
  ['frontend', 'data', 'memory'].map((use) => `arn:${names.partition}:s3:::${prefix(names)}-${use}-${names.account}`)
const stateBucket = ({ partition, account }: PolicyNames) => [
  `arn:${partition}:s3:::digital-twin-terraform-state-${account}`,
]
const regional = (service: string, { partition, region, account }: PolicyNames, name: string) =>
  `arn:${partition}:${service}:${region}:${account}:${name}`
const rolesNamed = ({ partition, account }: PolicyNames, name: string) =>
  `arn:${partition}:iam::${account}:role/${name}`
const apiPaths = ({ partition, region }: PolicyNames, paths: readonly string[]) =>
  paths.map((path) => `arn:${partition}:apigateway:${region}::${path}`)

/** The ARN forms are those of the AWS service authorization reference. */
export const resourceKinds = {
  appBuckets: {
    sid: 'AppBuckets',
    patterns: ({ partition, projectName, account }) => [`arn:${partition}:s3:::${projectName}-*-${account}`],
    examples: appBuckets,
  },
  appObjects: {
    sid: 'AppObjects',
    patterns: ({ partition, projectName, account }) => [`arn:${partition}:s3:::${projectName}-*-${account}/*`],
    examples: (names) => appBuckets(names).map((bucket) => `${bucket}/current.json`),
  },
  stateBucket: { sid: 'StateBucket', patterns: stateBucket },
  stateObjects: {
    sid: 'StateObjects',
    patterns: (names) => stateBucket(names).map((bucket) => `${bucket}/*`),
    examples: (names) =>
      stateBucket(names).map((bucket) => `${bucket}/env:/${names.environment}/${names.projectName}/terraform.tfstate`),
  },
  lockTable: {
    sid: 'LockTable',
    patterns: (names) => [regional('dynamodb', names, 'table/digital-twin-terraform-locks')],
  },
  function: {
    sid: 'Function',
    patterns: (names) => [regional('lambda', names, `function:${names.projectName}-*`)],
    examples: (names) => [regional('lambda', names, `function:${prefix(names)}-api`)],
  },
  layer: {
    sid: 'Layer',
    patterns: (names) => [regional('lambda', names, `layer:${names.projectName}-*`)],
    examples: (names) => [regional('lambda', names, `layer:${prefix(names)}-dependencies`)],
  },
  layerVersions: {
    sid: 'LayerVersions',
    patterns: (names) => [regional('lambda', names, `layer:${names.projectName}-*:*`)],
    examples: (names) => [regional('lambda', names, `layer:${prefix(names)}-dependencies:1`)],
  },
  httpApi: {
    sid: 'HttpApi',
    patterns: (names) => apiPaths(names, ['/apis', '/apis/*', '/tags/*']),
    examples: (names) => apiPaths(names, ['/apis', '/apis/a1b2c3d4e5']),
  },
  cloudFront: { sid: 'CloudFront', patterns: anything },
  functionRole: {
    sid: 'FunctionRole',
    patterns: (names) => [rolesNamed(names, `${names.projectName}-*`)],
    examples: (names) => [rolesNamed(names, `${prefix(names)}-api`)],
  },
  passedRole: {
    sid: 'PassFunctionRole',
    patterns: (names) => [rolesNamed(names, `${names.projectName}-*`)],
    examples: (names) => [rolesNamed(names, `${prefix(names)}-api`)],
    condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  },
  logGroups: {
    sid: 'LogGroups',
    patterns: (names) =>
      ['lambda', 'apigateway'].map((service) =>
        regional('logs', names, `log-group:/aws/${service}/${names.projectName}-*`),
      ),
    examples: (names) => [regional('logs', names, `log-group:/aws/lambda/${prefix(names)}-api`)],
  },
  logListing: { sid: 'LogListing', patterns: anything },
  self: { sid: 'SelfInspection', patterns: anything },
  caller: { sid: 'Caller', patterns: anything, isFree: true },
  models: {
    sid: 'Models',
    patterns: ({ partition, account }) => [
      `arn:${partition}:bedrock:*::foundation-model/*`,
      `arn:${partition}:bedrock:*:${account}:inference-profile/*`,
    ],
    examples: ({ partition, region, modelArns }) =>
      modelArns ?? [`arn:${partition}:bedrock:${region}::foundation-model/any`],
  },
  modelListing: { sid: 'ModelListing', patterns: anything },
} satisfies Record<string, ResourceKind>

export type ResourceKindName = keyof typeof resourceKinds

export const resourceKind = (name: ResourceKindName): ResourceKind => resourceKinds[name]
