import { describe, expect, it } from 'vitest'
import { mayAttach } from '../../source/permissions/attaching.ts'
import { neededTable } from '../../source/permissions/needed-actions.ts'
import { actionOf } from '../../source/permissions/operation-action.ts'
import { filesBelow, readText } from '../support/repository.ts'

describe('the action of an operation', () => {
  it.each([
    ['S3', 'HeadBucket', 's3:ListBucket'],
    ['S3Client', 'PutBucketEncryption', 's3:PutEncryptionConfiguration'],
    ['S3', 'GetObject', 's3:GetObject'],
    ['IAM', 'CreateRole', 'iam:CreateRole'],
    ['CloudWatch Logs', 'CreateLogGroup', 'logs:CreateLogGroup'],
    ['CloudWatchLogsClient', 'FilterLogEvents', 'logs:FilterLogEvents'],
    ['resource-groups-tagging-api', 'GetResources', 'tag:GetResources'],
    ['CloudFront', 'CreateDistributionWithTags', 'cloudfront:CreateDistribution'],
    ['ApiGatewayV2', 'CreateApi', 'apigateway:POST'],
    ['ApiGatewayV2', 'UpdateStage', 'apigateway:PATCH'],
    ['ApiGatewayV2', 'DeleteApi', 'apigateway:DELETE'],
    ['Bedrock Runtime', 'Converse', 'bedrock:InvokeModel'],
    ['Lambda', 'Invoke', 'lambda:InvokeFunction'],
  ])('%s %s is %s', (service, operation, action) => {
    expect(actionOf(service, operation)).toBe(action)
  })

  it('of everything this program calls is one that the published policy allows, or that attaching it takes', () => {
    const attaching = (['user', 'role'] as const).flatMap((kind) =>
      mayAttach({ kind, arn: '*', policyArns: ['*'] }, { policies: [], context: {} }),
    )
    const allowed = new Set([...neededTable, ...attaching].map(({ action }) => action))
    const calls = filesBelow('source/services/aws').flatMap((path) => {
      const text = readText(path)
      return [...text.matchAll(/import (?:type )?\{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(
        ([, names = '', client = '']) =>
          [...names.matchAll(/\b(\w+)Command\b/g)].map(([, operation = '']) => actionOf(client, operation)),
      )
    })
    expect(calls.length).toBeGreaterThan(30)
    expect(calls.filter((action) => !allowed.has(action))).toEqual([])
  })
})
