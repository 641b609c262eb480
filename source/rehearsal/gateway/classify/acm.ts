import type { Check, ReceivedRequest } from '../call.ts'
import { regionalArn } from './arns.ts'

/**
 * ACM's checks: a request for a certificate has no resource yet, and carries the names it asks for; tags on it take
 * the right to tag (Service Authorization Reference, AWS Certificate Manager).
 */
export function acmChecks(
  request: ReceivedRequest,
  account: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): [Check, ...Check[]] {
  if (operation !== 'RequestCertificate') {
    const arn = typeof input.CertificateArn === 'string' ? input.CertificateArn : '*'
    return [{ action: `acm:${operation}`, resource: arn }]
  }
  const others = Array.isArray(input.SubjectAlternativeNames) ? input.SubjectAlternativeNames.map(String) : []
  const context = {
    'acm:DomainNames': [String(input.DomainName), ...others],
    'acm:ValidationMethod': [String(input.ValidationMethod ?? '')],
  }
  const tagging = { action: 'acm:AddTagsToCertificate', resource: regionalArn(request, account, 'certificate/*') }
  return [{ action: 'acm:RequestCertificate', resource: '*', context }, ...(input.Tags ? [tagging] : [])]
}
