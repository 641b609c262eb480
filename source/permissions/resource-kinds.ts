import { optionKinds } from './option-kinds.ts'
import {
  anything,
  type PolicyNames,
  prefix,
  type ResourceKind,
  regional,
  rolesNamed,
  type TargetNames,
} from './resource-kind.ts'

export type { PolicyNames, TargetNames } from './resource-kind.ts'

const appBuckets = (names: TargetNames) =>
  ['frontend', 'data', 'memory'].map((use) => `arn:${names.partition}:s3:::${prefix(names)}-${use}-${names.account}`)
const stateBucket = ({ partition, account }: PolicyNames) => [
  `arn:${partition}:s3:::digital-twin-terraform-state-${account}`,
]
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
    sid: 'Tables',
    patterns: (names) => [regional('dynamodb', names, 'table/digital-twin-terraform-locks')],
  },
  budgetTable: {
    sid: 'Tables',
    patterns: (names) => [regional('dynamodb', names, `table/${names.projectName}-*`)],
    examples: (names) => [regional('dynamodb', names, `table/${prefix(names)}-budget`)],
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
    condition: () => ({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
    context: () => ({ 'iam:PassedToService': 'lambda.amazonaws.com' }),
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
  tagSearch: { sid: 'TagSearch', patterns: anything },
  self: { sid: 'SelfInspection', patterns: anything },
  caller: { sid: 'Caller', patterns: anything, isFree: true },
  models: {
    sid: 'Models',
    patterns: ({ partition }) => [`arn:${partition}:bedrock:*::foundation-model/*`],
    examples: ({ partition, region, modelArns }) =>
      modelArns?.filter((arn) => arn.includes('::foundation-model/')) ?? [
        `arn:${partition}:bedrock:${region}::foundation-model/any`,
      ],
  },
  modelListing: { sid: 'ModelListing', patterns: anything },
  ...optionKinds,
} satisfies Record<string, ResourceKind>

export type ResourceKindName = keyof typeof resourceKinds

export const resourceKind = (name: ResourceKindName): ResourceKind => resourceKinds[name]
