import { rows } from './row.ts'

export const otherRows = [
  ...rows('dynamodb', 'lockTable', [
    ['bootstrap', 'make the lock table', 'CreateTable'],
    ['bootstrap teardown', 'check the lock table', 'DescribeTable'],
    ['bootstrap', 'tag the lock table', 'TagResource'],
    ['deploy teardown', 'lock the state while it changes', 'GetItem', 'PutItem', 'DeleteItem'],
    ['teardown', 'delete the lock table at the very end', 'DeleteTable'],
  ]),
  ...rows('dynamodb', 'budgetTable', [
    ['deploy', "make the table that counts the day's budget", 'CreateTable'],
    [
      'deploy teardown',
      'read what Terraform compares',
      'DescribeTable',
      'DescribeContinuousBackups',
      'DescribeTimeToLive',
      'ListTagsOfResource',
    ],
    ['deploy', 'tag the table', 'TagResource', 'UntagResource'],
    ['teardown', 'delete the table', 'DeleteTable'],
  ]),
  ...rows('tag', 'tagSearch', [['teardown', 'find what a removal has left', 'GetResources']]),
  ...rows('logs', 'logGroups', [
    ['deploy', "make the function's log group", 'CreateLogGroup', 'PutRetentionPolicy'],
    ['deploy teardown', 'read what Terraform compares', 'ListTagsForResource'],
    ['deploy', 'tag the log group', 'TagResource', 'UntagResource'],
    ['deploy teardown', 'delete log groups that are not wanted any more', 'DeleteLogGroup'],
  ]),
  ...rows('logs', 'logGroups', [['inspection', 'read what the twin has written down', 'FilterLogEvents']]),
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
  ...rows('bedrock', 'models', [['bedrock', 'see how the model is offered', 'GetFoundationModel']]),
  ...rows('bedrock', 'modelListing', [
    ['bedrock', 'see whether the model may be used', 'GetFoundationModelAvailability', 'ListInferenceProfiles'],
  ]),
]
