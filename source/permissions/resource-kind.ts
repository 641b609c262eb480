import type { ConditionBlock, RequestContext } from './policy.ts'
import type { Shape } from './shape.ts'

/** What the names of everything are made of; source/names.ts makes the same names. */
export interface PolicyNames {
  readonly projectName: string
  readonly region: string
  /** Twelve digits. */
  readonly account: string
  /** aws, aws-cn or aws-us-gov. */
  readonly partition: string
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
  readonly patterns: (names: PolicyNames, shape: Shape) => readonly string[]
  /** For a verdict: the ARNs that this target really uses. Without it, the patterns. */
  readonly examples?: (names: TargetNames, shape: Shape) => readonly string[]
  readonly condition?: (shape: Shape) => ConditionBlock | undefined
  /** What the request will say of the keys in `condition`. */
  readonly context?: (shape: Shape) => RequestContext
  /** The kind that it is one with where its condition does not apply. */
  readonly unconditioned?: 'functionRole' | 'hostedZones'
  /** AWS asks for no permission: in the table for completeness, not in the policy. */
  readonly isFree?: boolean
}

/** First part of the names of an environment's things. */
export const prefix = ({ projectName, environment }: TargetNames) => `${projectName}-${environment}`

export const anything = () => ['*']

/** `arn:aws:lambda:eu-central-1:123456789012:…` */
export const regional = (service: string, { partition, region, account }: PolicyNames, name: string) =>
  `arn:${partition}:${service}:${region}:${account}:${name}`

export const rolesNamed = ({ partition, account }: PolicyNames, name: string) =>
  `arn:${partition}:iam::${account}:role/${name}`
