import { escapeXml, parseXml } from '../gateway/xml.ts'
import type { Invalidation, Kept } from './store.ts'

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/'

export const element = (name: string, inside: string) => `<${name}>${inside}</${name}>`
export const root = (name: string, inside: string) => `<${name} xmlns="${namespace}">${inside}</${name}>`

export const distributionArn = (account: string, id: string) => `arn:aws:cloudfront::${account}:distribution/${id}`

/** Where a distribution answers here; CloudFront would say `d….cloudfront.net`. */
export const domainName = (kept: Kept) => `localhost:${kept.port}`

const nobody = element('Enabled', 'false') + element('Quantity', '0')

function distributionFacts(kept: Kept, account: string): string {
  return (
    element('Id', kept.id) +
    element('ARN', distributionArn(account, kept.id)) +
    element('Status', kept.deployed ? 'Deployed' : 'InProgress') +
    element('LastModifiedTime', kept.modified)
  )
}

/** A `Distribution` element's inside, in the order of the API model. */
export function renderDistribution(kept: Kept, account: string): string {
  return (
    distributionFacts(kept, account) +
    element('InProgressInvalidationBatches', '0') +
    element('DomainName', domainName(kept)) +
    element('ActiveTrustedSigners', nobody) +
    element('ActiveTrustedKeyGroups', nobody) +
    element('DistributionConfig', kept.config)
  )
}

const summarised =
  `Aliases Origins OriginGroups DefaultCacheBehavior CacheBehaviors CustomErrorResponses Comment PriceClass Enabled
  ViewerCertificate Restrictions WebACLId HttpVersion IsIPV6Enabled Staging`.split(/\s+/)

/** A `DistributionSummary` repeats most of the configuration beside the facts. */
export function renderDistributionSummary(kept: Kept, account: string): string {
  const config = parseXml(element('Config', kept.config))
  const parts = config.children
    .filter(({ name }) => summarised.includes(name))
    .map(({ name, inner }) => element(name, inner))
  return distributionFacts(kept, account) + element('DomainName', domainName(kept)) + parts.join('')
}

/** Origin access controls and policies: an id, for policies a time, and the configuration. */
export function renderOther(noun: string, kept: Kept): string {
  const time = noun.endsWith('Policy') ? element('LastModifiedTime', kept.modified) : ''
  return element('Id', kept.id) + time + element(`${noun}Config`, kept.config)
}

export function renderList(name: string, itemName: string, items: readonly string[]): string {
  const inside = items.length > 0 ? element('Items', items.map((item) => element(itemName, item)).join('')) : ''
  const head = `<Marker></Marker>${element('MaxItems', '100')}${element('IsTruncated', 'false')}${element('Quantity', String(items.length))}`
  return root(name, head + inside)
}

export const renderInvalidation = ({ id, created, batch }: Invalidation) =>
  element('Id', id) +
  element('Status', 'Completed') +
  element('CreateTime', created) +
  element('InvalidationBatch', batch)

export const renderTags = (kept: Kept) =>
  root(
    'Tags',
    element(
      'Items',
      [...kept.tags]
        .map(([key, value]) => element('Tag', element('Key', escapeXml(key)) + element('Value', escapeXml(value))))
        .join(''),
    ),
  )
