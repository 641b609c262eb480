import { rows } from './row.ts'

/**
 * A domain of its own: measured from the provider's calls, but for AddTagsToCertificate, which a request
 * with tags takes (ACM API reference, RequestCertificate).
 */
export const domainRows = [
  ...rows('acm', 'certificateRequests', [['deploy', 'ask for a certificate', 'RequestCertificate']], 'domain'),
  ...rows(
    'acm',
    'certificates',
    [
      ['deploy teardown', 'read the certificate', 'DescribeCertificate', 'ListTagsForCertificate'],
      ['deploy', 'tag the certificate', 'AddTagsToCertificate', 'RemoveTagsFromCertificate'],
      ['deploy teardown', 'delete the certificate', 'DeleteCertificate'],
    ],
    'domain',
  ),
  ...rows(
    'route53',
    'hostedZones',
    [['deploy teardown', 'read the zone and its records', 'GetHostedZone', 'ListResourceRecordSets']],
    'domain',
  ),
  ...rows(
    'route53',
    'domainRecords',
    [['deploy teardown', 'make and remove the records', 'ChangeResourceRecordSets']],
    'domain',
  ),
  ...rows('route53', 'dnsChanges', [['deploy teardown', 'wait for a record', 'GetChange']], 'domain'),
]
