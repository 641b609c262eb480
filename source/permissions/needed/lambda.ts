import { rows } from './row.ts'

export const lambdaRows = [
  ...rows('lambda', 'function', [
    ['deploy', 'make the function', 'CreateFunction'],
    [
      'deploy teardown',
      'read what Terraform compares',
      'GetFunction',
      'GetFunctionCodeSigningConfig',
      'GetPolicy',
      'ListVersionsByFunction',
    ],
    // Not seen in calls: GetFunction leaves the tags out of its answer without it.
    ['deploy teardown', 'see the tags', 'ListTags'],
    ['deploy', 'upload new code', 'UpdateFunctionCode'],
    ['deploy', 'change its settings', 'UpdateFunctionConfiguration'],
    ['deploy', 'tag the function', 'TagResource', 'UntagResource'],
    ['deploy', 'let the API call it', 'AddPermission'],
    ['teardown deploy', 'take that back', 'RemovePermission'],
    ['teardown', 'delete the function', 'DeleteFunction'],
  ]),
  ...rows('lambda', 'layer', [['deploy', 'upload the Python packages', 'PublishLayerVersion']]),
  ...rows('lambda', 'layerVersions', [
    // Also asked of whoever gives a function a layer.
    ['deploy teardown', 'give the function its packages', 'GetLayerVersion'],
    ['deploy teardown', 'delete outdated packages', 'DeleteLayerVersion'],
  ]),
]
