/**
 * Every name of something in AWS, in one place. Terraform computes the same names from the same
 * three inputs (terraform/locals.tf); test/pure/names.test.ts holds the two together.
 */
export const environments = ['dev', 'test', 'prod'] as const
export type Environment = (typeof environments)[number]

export interface Target {
  /** Lower case letters, digits and hyphens; see `projectNameProblem`. */
  readonly projectName: string
  readonly environment: Environment
  /** Twelve digits. */
  readonly account: string
  readonly region: string
}

export const stateBucketName = (account: string) => `digital-twin-terraform-state-${account}`
export const lockTableName = 'digital-twin-terraform-locks'
export const stateKey = (projectName: string) => `${projectName}/terraform.tfstate`
/** Where Terraform's S3 backend keeps a workspace's state. */
export const stateObjectKey = (projectName: string, environment: Environment) =>
  `env:/${environment}/${stateKey(projectName)}`

/** Beside the states: what the last whole deployment of an environment was made of. */
export const recordKey = (projectName: string, environment: Environment) =>
  `${projectName}/${environment}/deployed.json`

/** Beside the states: everything that is kept of a project's deployments. */
export const deploymentsFolder = (projectName: string) => `${projectName}/`
/** One object for each deployment that changed something, named by its time. */
export const historyFolder = (projectName: string, environment: Environment) =>
  `${deploymentsFolder(projectName)}${environment}/history/`
/** Packages and files of pages that one can return to, named by what is in them. */
export const releasesFolder = (projectName: string) => `${deploymentsFolder(projectName)}releases/`

const prefix = ({ projectName, environment }: Pick<Target, 'projectName' | 'environment'>) =>
  `${projectName}-${environment}`

export const frontendBucketName = (target: Target) => `${prefix(target)}-frontend-${target.account}`
export const dataBucketName = (target: Target) => `${prefix(target)}-data-${target.account}`
export const memoryBucketName = (target: Target) => `${prefix(target)}-memory-${target.account}`
export const functionName = (target: Target) => `${prefix(target)}-api`
export const roleName = (target: Target) => `${prefix(target)}-api`
/** Counts what the model costs a day. */
export const budgetTableName = (target: Target) => `${prefix(target)}-budget`
export const layerName = (target: Target) => `${prefix(target)}-dependencies`
export const logGroupName = (target: Target) => `/aws/lambda/${functionName(target)}`
/** CloudFront's permission to read the page. */
export const originAccessControlName = (target: Target) => `${prefix(target)}-frontend`
export const policyName = (projectName: string) => `${projectName}-deploy`

/** Longest project name whose longest bucket name still fits S3's 63 characters. */
export const projectNameLimit = 63 - '-test-frontend-'.length - 12

/**
 * Says what AWS would refuse about a project name, or nothing. It becomes part of bucket names
 * (S3: 3 to 63 characters, lower case, no `--` at certain ends, no `xn--` or `sthree-` at the start).
 */
export function projectNameProblem(name: string): string | undefined {
  if (name.length < 2) return 'A project name has at least 2 characters.'
  if (name.length > projectNameLimit) {
    return `A project name has at most ${projectNameLimit} characters (it becomes part of S3 bucket names); this has ${name.length}.`
  }
  if (!/^[a-z]/.test(name)) return 'A project name starts with a lower case letter.'
  if (!/^[a-z0-9-]+$/.test(name)) return 'A project name has lower case letters, digits and hyphens only.'
  if (name.endsWith('-') || name.includes('--')) return 'A project name has single hyphens, and none at its end.'
  if (/^(xn|sthree|amzn-s3-demo)-/.test(name))
    return 'AWS reserves bucket names that start with xn-, sthree- and amzn-s3-demo-.'
  return undefined
}

/** The partition (aws, aws-cn, aws-us-gov) that a region belongs to; ARNs start with it. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  if (region.startsWith('us-gov-')) return 'aws-us-gov'
  return 'aws'
}
