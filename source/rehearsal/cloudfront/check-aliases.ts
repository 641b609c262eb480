import { childrenOf, type Element, findXml, textAt } from '../gateway/xml.ts'

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

export const aliasesOf = (config: Element) =>
  childrenOf(findXml(config, 'Aliases', 'Items'), 'CNAME').map(({ text }) => text.trim())

/**
 * What CloudFront refuses about a distribution's own host names: they take a certificate, of us-east-1, and
 * belong to one distribution alone (CloudFront API reference, CreateDistribution, errors).
 * @param taken host names of the other distributions.
 */
export function checkAliases(config: Element, taken: readonly string[]): Refusal | undefined {
  const aliases = aliasesOf(config)
  if (aliases.length === 0) return undefined
  const certificate = textAt(config, 'ViewerCertificate', 'ACMCertificateArn')
  if (!certificate) {
    return {
      status: 400,
      code: 'InvalidViewerCertificate',
      message:
        'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.',
    }
  }
  if (!/^arn:aws:acm:us-east-1:/.test(certificate)) {
    return {
      status: 400,
      code: 'InvalidViewerCertificate',
      message:
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    }
  }
  if (aliases.some((alias) => taken.includes(alias))) {
    return {
      status: 409,
      code: 'CNAMEAlreadyExists',
      message: 'One or more of the CNAMEs you provided are already associated with a different resource.',
    }
  }
  return undefined
}
