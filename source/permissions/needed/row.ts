import type { ResourceKindName } from '../resource-kinds.ts'
import type { Option } from '../shape.ts'

export type Feature = 'deploy' | 'bootstrap' | 'teardown' | 'inspection' | 'bedrock'

/** One line of the permission table. */
export interface NeededRow {
  /** As IAM names it, which is not always the API's name: HeadBucket is s3:ListBucket. */
  readonly action: string
  readonly on: ResourceKindName
  readonly features: readonly Feature[]
  /** Asked for only where the settings turn this on. */
  readonly option?: Option
  /** In a few words, for the person who reads why it is asked for. */
  readonly for: string
}

/** Rows of one resource kind, written as `features, purpose, actions…`; of an option, when one is named. */
export function rows(
  service: string,
  on: ResourceKindName,
  lines: readonly (readonly [features: string, purpose: string, ...operations: string[]])[],
  option?: Option,
): readonly NeededRow[] {
  return lines.flatMap(([features, purpose, ...operations]) =>
    operations.map((operation) => ({
      action: `${service}:${operation}`,
      on,
      features: features.split(' ') as Feature[],
      for: purpose,
      ...(option ? { option } : {}),
    })),
  )
}
