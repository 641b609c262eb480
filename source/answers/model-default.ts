/**
 * The model offered first: Amazon Nova Lite through the region's own inference profile. Nova cannot
 * be called by its plain id outside us-east-1, and a profile's prefix must fit the region
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html).
 */
export function defaultModel(region: string): string {
  return `${profilePrefix(region)}.amazon.nova-lite-v1:0`
}

export function profilePrefix(region: string): 'us' | 'us-gov' | 'eu' | 'apac' {
  if (region.startsWith('us-gov-')) return 'us-gov'
  if (region.startsWith('eu-')) return 'eu'
  if (region.startsWith('ap-')) return 'apac'
  return 'us'
}
