import { ofType, type Resource, type Rule } from './resource.ts'

/** Every type the stack makes, and how many; anything more is looked at before it is added here. */
const known: Readonly<Record<string, number>> = {
  aws_apigatewayv2_api: 1,
  aws_apigatewayv2_integration: 1,
  aws_apigatewayv2_route: 2,
  aws_apigatewayv2_stage: 1,
  aws_cloudfront_distribution: 1,
  aws_cloudfront_origin_access_control: 1,
  aws_cloudwatch_log_group: 1,
  aws_dynamodb_table: 1,
  aws_iam_role: 1,
  aws_iam_role_policy: 1,
  aws_lambda_function: 1,
  aws_lambda_layer_version: 1,
  aws_lambda_permission: 1,
  aws_s3_bucket: 3,
  aws_s3_bucket_ownership_controls: 3,
  aws_s3_bucket_policy: 3,
  aws_s3_bucket_public_access_block: 3,
  aws_s3_bucket_server_side_encryption_configuration: 3,
  aws_s3_bucket_versioning: 1,
  terraform_data: 3,
}

/** What comes on top with a domain, alarms and access logs, all of them turned on. */
const optional: Readonly<Record<string, number>> = {
  aws_acm_certificate: 1,
  aws_acm_certificate_validation: 1,
  aws_cloudwatch_log_group: 1,
  aws_cloudwatch_metric_alarm: 7,
  aws_route53_record: 3,
  aws_sns_topic: 2,
  aws_sns_topic_subscription: 2,
}

const expected = (type: string, resources: readonly Resource[]) =>
  (known[type] ?? 0) + (ofType(resources, 'aws_sns_topic').length > 0 ? (optional[type] ?? 0) : 0)

const owned = { Project: 'digital-twin', Environment: 'dev', ManagedBy: 'create-digital-twin' }

export const accountRules: readonly Rule[] = [
  {
    name: 'only what is known is made',
    check: (resources) =>
      [...new Set([...Object.keys(known), ...Object.keys(optional), ...resources.map(({ type }) => type)])]
        .filter((type) => ofType(resources, type).length !== expected(type, resources))
        .map((type) => `${ofType(resources, type).length} × ${type}`),
  },
  {
    name: 'logs end',
    check: (resources) =>
      ofType(resources, 'aws_cloudwatch_log_group')
        .filter(({ values }) => !(values.retention_in_days > 0))
        .map(({ address }) => address),
  },
  {
    name: 'access logs tell nothing of who the visitor is or what was asked for',
    check: (resources) =>
      ofType(resources, 'aws_apigatewayv2_stage')
        .filter(({ values }) =>
          /identity|sourceIp|path|header|authorizer/i.test(values.access_log_settings?.[0]?.format),
        )
        .map(({ address }) => address),
  },
  {
    name: 'the function’s log group is ours, not one Lambda makes',
    check: (resources) =>
      ofType(resources, 'aws_lambda_function')
        .map(({ values }) => `/aws/lambda/${values.function_name}`)
        .filter((name) => !ofType(resources, 'aws_cloudwatch_log_group').some(({ values }) => values.name === name)),
  },
  {
    name: 'the function ends before the API gives up, and reserves nothing',
    check: (resources) =>
      ofType(resources, 'aws_lambda_function')
        .filter(({ values }) => values.timeout > 29 || values.reserved_concurrent_executions !== -1)
        .map(({ address }) => address),
  },
  {
    name: 'everything that can be tagged says whose it is',
    check: (resources) =>
      resources
        .filter(({ values }) => 'tags_all' in values)
        .filter(({ values }) => Object.entries(owned).some(([tag, value]) => values.tags_all?.[tag] !== value))
        .map(({ address }) => address),
  },
]
