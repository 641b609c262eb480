import type { Option, Shape } from '../permissions/shape.ts'
import type { StateResource } from './aws/terraform-state.ts'

const optionOf = ({ type, name }: StateResource): Option | undefined => {
  if (type === 'aws_acm_certificate' || type === 'aws_route53_record') return 'domain'
  if (type === 'aws_cloudwatch_metric_alarm' || type.startsWith('aws_sns_')) return 'alarms'
  return type === 'aws_cloudwatch_log_group' && name === 'api_access' ? 'accessLogs' : undefined
}

/**
 * What stands of an environment beside the usual, by Terraform's state: it may have to be changed or taken
 * away, whatever the settings say by now. Nothing when nothing stands.
 */
export function standingShape(state: readonly StateResource[]): Shape | undefined {
  if (state.length === 0) return undefined
  const values = (type: string, attribute: string): readonly string[] =>
    state
      .filter((resource) => resource.type === type)
      .flatMap(({ instances = [] }) => instances.map(({ attributes }) => attributes?.[attribute]))
      .filter((value): value is string => typeof value === 'string' && value !== '')
  const boundaries = values('aws_iam_role', 'permissions_boundary')
  const options = state.flatMap((resource) => optionOf(resource) ?? [])
  return {
    options: [...options, ...(boundaries.length > 0 ? (['boundary'] as const) : [])],
    zones: values('aws_route53_record', 'zone_id'),
    domains: values('aws_acm_certificate', 'domain_name'),
    boundaries,
    isAlwaysBounded: boundaries.length > 0,
  }
}
