/** What we put on everything that we make outside Terraform, so that a tag search finds it. */
export const ownTags = [
  { Key: 'ManagedBy', Value: 'create-digital-twin' },
  { Key: 'Purpose', Value: 'terraform-state' },
]
