import { describe, expect, it } from 'vitest'
import { describeLeftover } from '../../source/services/aws/leftover.ts'

const regional = (rest: string) => `arn:aws:${rest.replace('@', 'eu-central-1:123456789012')}`

describe('what is left', () => {
  it.each([
    ['arn:aws:s3:::twin-dev-data-1', 'bucket', 'twin-dev-data-1', 'aws s3 rb s3://twin-dev-data-1'],
    [
      regional('logs:@:log-group:/aws/lambda/twin-dev-api:*'),
      'log group',
      '/aws/lambda/twin-dev-api',
      'aws logs delete-log-group --log-group-name /aws/lambda/twin-dev-api --region eu-central-1',
    ],
    [
      regional('lambda:@:function:twin-dev-api'),
      'Lambda function',
      'twin-dev-api',
      'aws lambda delete-function --function-name twin-dev-api --region eu-central-1',
    ],
    [
      'arn:aws:apigateway:eu-central-1::/apis/a1b2',
      'HTTP API',
      'a1b2',
      'aws apigatewayv2 delete-api --api-id a1b2 --region eu-central-1',
    ],
    [
      'arn:aws:cloudfront::123456789012:distribution/E1',
      'CloudFront distribution',
      'E1',
      'aws cloudfront delete-distribution --id E1',
    ],
    [
      'arn:aws:cloudfront::123456789012:origin-access-control/E2',
      'CloudFront origin access',
      'E2',
      'aws cloudfront delete-origin-access-control --id E2',
    ],
    ['arn:aws:iam::123456789012:role/twin-dev-api', 'IAM role', 'twin-dev-api', 'aws iam delete-role-policy'],
    [
      regional('sns:@:twin-dev-alarms'),
      'alarm topic',
      'twin-dev-alarms',
      'aws sns delete-topic --topic-arn arn:aws:sns',
    ],
    [
      regional('cloudwatch:@:alarm:twin-dev-requests'),
      'alarm',
      'twin-dev-requests',
      'aws cloudwatch delete-alarms --alarm-names twin-dev-requests --region eu-central-1',
    ],
    [regional('dynamodb:@:table/locks'), 'DynamoDB table', 'locks', 'aws dynamodb delete-table --table-name locks'],
    [
      regional('kinesis:@:stream/x'),
      'kinesis',
      'stream/x',
      'aws resourcegroupstaggingapi get-resources --resource-arn-list arn:aws:kinesis',
    ],
  ])('%s is named, with the command that removes it', (arn, what, name, command) => {
    expect(describeLeftover(arn)).toEqual({ arn, what, name, command: expect.stringContaining(command) })
  })
})
