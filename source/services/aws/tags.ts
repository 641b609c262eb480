import { partitionOf } from '../../names.ts'

/** On everything that we or Terraform (terraform/provider.tf) make. */
export const ownTag = { ManagedBy: 'create-digital-twin' }

/** What we put on everything that we make outside Terraform, so that a tag search finds it. */
export const ownTags = [
  { Key: 'ManagedBy', Value: ownTag.ManagedBy },
  { Key: 'Purpose', Value: 'terraform-state' },
]

/** Where CloudFront's things are found and its alarms live: us-east-1, but for partitions that cannot reach it. */
export const inEdgeRegion = (region: string) => (partitionOf(region) === 'aws' ? 'us-east-1' : region)
