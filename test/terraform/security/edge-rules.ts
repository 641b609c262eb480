import { ofType, type Resource, type Rule } from './resource.ts'

const distributions = (resources: readonly Resource[]) => ofType(resources, 'aws_cloudfront_distribution')

const hasSecret = (origin: Resource['values']) =>
  origin.custom_header?.some(
    (header: { name: string; value: string }) => header.name === 'x-origin-verify' && header.value.length >= 32,
  )

export const edgeRules: readonly Rule[] = [
  {
    name: 'the API is reached with the secret, over TLS 1.2',
    check: (resources) =>
      distributions(resources).flatMap(({ values }) =>
        values.origin
          .filter(({ custom_origin_config: config }: Resource['values']) => config.length > 0)
          .filter((origin: Resource['values']) => {
            const [config] = origin.custom_origin_config
            const isTls =
              config.origin_protocol_policy === 'https-only' && config.origin_ssl_protocols.join() === 'TLSv1.2'
            return !isTls || !hasSecret(origin)
          })
          .map((origin: Resource['values']) => `origin ${origin.origin_id}`),
      ),
  },
  {
    name: 'the bucket is reached with origin access control',
    check: (resources) =>
      distributions(resources).flatMap(({ values }) =>
        values.origin
          .filter((origin: Resource['values']) => origin.custom_origin_config.length === 0)
          .filter((origin: Resource['values']) => !origin.origin_access_control_id)
          .map((origin: Resource['values']) => `origin ${origin.origin_id}`),
      ),
  },
  {
    name: 'visitors come over HTTPS, with security headers',
    check: (resources) =>
      distributions(resources).flatMap(({ values }) =>
        [...values.default_cache_behavior, ...values.ordered_cache_behavior]
          .filter(
            (behaviour: Resource['values']) =>
              !['redirect-to-https', 'https-only'].includes(behaviour.viewer_protocol_policy) ||
              !behaviour.response_headers_policy_id,
          )
          .map((behaviour: Resource['values']) => behaviour.path_pattern ?? 'default'),
      ),
  },
  {
    name: 'a domain of its own takes TLS 1.2 at least',
    check: (resources) =>
      distributions(resources)
        .filter(({ values }) => (values.aliases ?? []).length > 0)
        .filter(
          ({
            values: {
              viewer_certificate: [certificate],
            },
          }) => {
            const isOwn = !certificate.cloudfront_default_certificate && certificate.ssl_support_method === 'sni-only'
            return !isOwn || certificate.minimum_protocol_version !== 'TLSv1.2_2021'
          },
        )
        .map(({ address }) => address),
  },
  {
    name: 'the API is throttled',
    check: (resources) =>
      ofType(resources, 'aws_apigatewayv2_stage')
        .filter(({ values }) => {
          const settings = values.default_route_settings?.[0]
          return !(settings?.throttling_rate_limit > 0 && settings?.throttling_burst_limit > 0)
        })
        .map(({ address }) => address),
  },
]
