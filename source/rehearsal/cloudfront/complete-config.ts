import { parseXml } from '../gateway/xml.ts'

/**
 * Parts of a configuration that may be left out of a request and are in every answer all the same
 * (API reference of DistributionConfig and CacheBehavior: optional members and their defaults).
 */
const distributionDefaults: readonly (readonly [name: string, inside: string])[] = [
  ['Aliases', '<Quantity>0</Quantity>'],
  ['DefaultRootObject', ''],
  ['OriginGroups', '<Quantity>0</Quantity>'],
  ['CacheBehaviors', '<Quantity>0</Quantity>'],
  ['CustomErrorResponses', '<Quantity>0</Quantity>'],
  ['Logging', '<Enabled>false</Enabled><IncludeCookies>false</IncludeCookies><Bucket></Bucket><Prefix></Prefix>'],
  ['PriceClass', 'PriceClass_All'],
  [
    'ViewerCertificate',
    '<CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate><SSLSupportMethod>vip</SSLSupportMethod><MinimumProtocolVersion>TLSv1</MinimumProtocolVersion><CertificateSource>cloudfront</CertificateSource>',
  ],
  ['Restrictions', '<GeoRestriction><RestrictionType>none</RestrictionType><Quantity>0</Quantity></GeoRestriction>'],
  ['WebACLId', ''],
  ['HttpVersion', 'http2'],
  ['IsIPV6Enabled', 'false'],
  ['ContinuousDeploymentPolicyId', ''],
  ['Staging', 'false'],
]

/** Adds what CloudFront would add; what was sent stays as it was sent. */
export function completeConfig(collection: string, config: string): string {
  if (collection !== 'distribution') return config
  const present = new Set(parseXml(`<Config>${config}</Config>`).children.map(({ name }) => name))
  const missing = distributionDefaults.filter(([name]) => !present.has(name))
  return config + missing.map(([name, inside]) => `<${name}>${inside}</${name}>`).join('')
}
