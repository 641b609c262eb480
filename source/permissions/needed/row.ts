import type { ResourceKindName } from '../resource-kinds.ts'

export type Feature = 'deploy' | 'bootstrap' | 'teardown' | 'inspection' | 'bedrock'

/** One line of the permission table. */
export interface NeededRow {
  /** As IAM names it, which is not always the API's name: HeadBucket is s3:ListBucket. */
  readonly action: string
  readonly on: ResourceKindName
  readonly features: readonly Feature[]
  /** In a few words, for the person who reads why it is asked for. */
  readonly for: string
}

/** Rows of one resource kind, written as `features, purpose, actions…`. */
export function rows(
  service: string,
  on: ResourceKindName,
  lines: readonly (readonly [features: string, purpose: string, ...operations: string[]])[],
): readonly NeededRow[] {
  return lines.flatMap(([features, purpose, ...operations]) =>
    operations.map((operation) => ({
      action: `${service}:${operation}`,
      on,
      features: features.split(' ') as Feature[],
      for: purpose,
    })),
  )
}
