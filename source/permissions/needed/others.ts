import { rows } from './row.ts'

export const otherRows = [
  ...rows('dynamodb', 'lockTable', [
    ['bootstrap', 'make the lock table', 'CreateTable', 'UpdateTable'],
    ['bootstrap', 'check the lock table', 'DescribeTable', 'ListTagsOfResource'],
    ['bootstrap', 'tag the lock table', 'TagResource'],
    ['deploy teardown', 'lock the state while it changes', 'GetItem', 'PutItem', 'DeleteItem'],
    ['inspection', 'see who holds a lock', 'Scan'],
    ['teardown', 'delete the lock table at the very end', 'DeleteTable'],
  ]),
  ...rows('logs', 'logGroups', [
    ['deploy', "make the function's log group", 'CreateLogGroup', 'PutRetentionPolicy'],
    ['deploy teardown', 'read what Terraform compares', 'ListTagsForResource'],
    ['deploy', 'tag the log group', 'TagResource', 'UntagResource'],
    ['inspection', 'show the log', 'FilterLogEvents'],
    ['teardown', 'delete the log group', 'DeleteLogGroup'],
  ]),
  ...rows('logs', 'logListing', [['deploy teardown', 'find the log group', 'DescribeLogGroups']]),
  // Not calls of ours: API Gateway makes them as the caller (API Gateway developer guide, "Configure logging for HTTP APIs").
  ...rows(
    'logs',
    'logDelivery',
    [
      [
        'deploy teardown',
        'let the API write access logs',
        'CreateLogDelivery',
        'DeleteLogDelivery',
        'DescribeResourcePolicies',
        'GetLogDelivery',
        'ListLogDeliveries',
        'PutResourcePolicy',
        'UpdateLogDelivery',
      ],
    ],
    'accessLogs',
  ),
  ...rows('sts', 'caller', [['deploy bootstrap teardown inspection', 'see who you are', 'GetCallerIdentity']]),
  // Converse is authorized as InvokeModel.
  ...rows('bedrock', 'models', [
    ['bedrock', 'try the model with one short question', 'InvokeModel'],
    ['bedrock', 'find where the model runs', 'GetFoundationModel', 'GetInferenceProfile'],
  ]),
  ...rows('bedrock', 'modelListing', [
    ['bedrock', 'see whether the model may be used', 'GetFoundationModelAvailability', 'ListInferenceProfiles'],
  ]),
]
