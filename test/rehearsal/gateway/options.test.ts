import {
  CloudFrontClient,
  CreateDistributionCommand,
  type DistributionConfig,
  type ViewerCertificate,
} from '@aws-sdk/client-cloudfront'
import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch'
import { IAMClient, ListAttachedUserPoliciesCommand } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRequests, replaceDeployerPolicy } from '../../../source/rehearsal/control-client.ts'
import { openTestAccount, type TestAccount } from '../support/open-account.ts'
import { type SignedRequest, signedFetch } from '../support/signed-fetch.ts'

/** What the stack uses only where its settings say so: alarms, a domain, access logs. */
let account: TestAccount
beforeAll(async () => {
  account = await openTestAccount()
}, 60_000)
afterAll(() => account.close())

const ask = async (request: SignedRequest) => {
  const response = await signedFetch(account.record, request)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('a subscription of an e-mail address', () => {
  const sns = (form: Record<string, string>) =>
    ask({
      service: 'sns',
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ Version: '2010-03-31', ...form }).toString(),
    })

  test('waits for somebody to confirm it, and goes with its topic only', async () => {
    await sns({ Action: 'CreateTopic', Name: 'alarms' })
    const TopicArn = 'arn:aws:sns:eu-central-1:123456789012:alarms'
    const made = await sns({ Action: 'Subscribe', TopicArn, Protocol: 'email', Endpoint: 'you@example.com' })
    const SubscriptionArn = /<SubscriptionArn>([^<]+)</.exec(made.text)?.[1] ?? ''
    const { text } = await sns({ Action: 'GetSubscriptionAttributes', SubscriptionArn })
    expect(/<key>PendingConfirmation<\/key>\s*<value>(\w+)</.exec(text)?.[1]).toBe('true')
    const refused = await sns({ Action: 'Unsubscribe', SubscriptionArn })
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('pending confirmation')])
    await sns({ Action: 'DeleteTopic', TopicArn })
    expect((await sns({ Action: 'GetSubscriptionAttributes', SubscriptionArn })).status).toBe(404)
  })
})

test('alarms are read back as they were made, over the protocol of the JavaScript client', async () => {
  const cloudwatch = new CloudWatchClient(account.clientOf('admin'))
  const alarm = { AlarmName: 'twin-dev-requests', Namespace: 'AWS/ApiGateway', MetricName: 'Count', Threshold: 120 }
  const more = { ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, Period: 300 } as const
  await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, ...more, Statistic: 'Sum' }))
  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [alarm.AlarmName] }))
  expect(MetricAlarms).toMatchObject([alarm])
})

describe('a distribution’s own host name', () => {
  const configOf = (reference: string, viewer: ViewerCertificate): DistributionConfig => ({
    CallerReference: reference,
    Comment: '',
    Enabled: true,
    Aliases: { Quantity: 1, Items: ['twin.example.com'] },
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'api',
          DomainName: 'x.execute-api.eu-central-1.amazonaws.com',
          CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
        },
      ],
    },
    DefaultCacheBehavior: { TargetOriginId: 'api', ViewerProtocolPolicy: 'https-only' },
    ViewerCertificate: viewer,
  })
  const create = (reference: string, viewer: ViewerCertificate) =>
    new CloudFrontClient(account.clientOf('admin')).send(
      new CreateDistributionCommand({ DistributionConfig: configOf(reference, viewer) }),
    )
  const certificateIn = (region: string): ViewerCertificate => ({
    ACMCertificateArn: `arn:aws:acm:${region}:123456789012:certificate/1`,
    SSLSupportMethod: 'sni-only',
  })

  test('takes a certificate, of us-east-1, and is one distribution’s alone', async () => {
    const withoutOne = create('a', { CloudFrontDefaultCertificate: true })
    await expect(withoutOne).rejects.toMatchObject({ name: 'InvalidViewerCertificate' })
    await expect(create('b', certificateIn('eu-central-1'))).rejects.toMatchObject({ name: 'InvalidViewerCertificate' })
    const { Distribution } = await create('c', certificateIn('us-east-1'))
    expect(Distribution?.DistributionConfig?.Aliases?.Items).toEqual(['twin.example.com'])
    await expect(create('d', certificateIn('us-east-1'))).rejects.toMatchObject({ name: 'CNAMEAlreadyExists' })
  })
})

test('a record is made once, and again when it was deleted', async () => {
  const route53 = (path: string, body: string) =>
    ask({ service: 'route53', method: 'POST', path: `/2013-04-01${path}`, region: 'us-east-1', body })
  const zone = await route53(
    '/hostedzone',
    '<CreateHostedZoneRequest><Name>example.com</Name><CallerReference>1</CallerReference></CreateHostedZoneRequest>',
  )
  const id = /<Id>\/hostedzone\/(\w+)</.exec(zone.text)?.[1]
  const change = async (action: string, address = '192.0.2.1') => {
    const record = `<Name>twin.example.com.</Name><Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>${address}</Value></ResourceRecord></ResourceRecords>`
    const { status, text } = await route53(
      `/hostedzone/${id}/rrset`,
      `<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>${action}</Action><ResourceRecordSet>${record}</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
    )
    return status === 200 ? 'done' : text
  }
  expect(await change('CREATE')).toBe('done')
  expect(await change('CREATE')).toContain('already exists')
  expect(await change('CREATE', '192.0.2.2')).toContain('<Code>InvalidChangeBatch</Code>')
  expect(await change('DELETE')).toBe('done')
  expect(await change('CREATE')).toBe('done')
})

describe('the deployer', () => {
  const allow = (actions: readonly string[]) => ({
    Version: '2012-10-17',
    Statement: [{ Sid: 'All', Effect: 'Allow', Action: actions, Resource: '*' }],
  })
  const attached = async () => {
    const answer = await new IAMClient(account.clientOf('admin')).send(
      new ListAttachedUserPoliciesCommand({ UserName: 'deployer' }),
    )
    return answer.AttachedPolicies?.map(({ PolicyName }) => PolicyName)
  }

  test('holds a policy that is too long for IAM in parts, and gives back the parts it needs no more', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `s3:ListBucketNumber${index}`)
    await replaceDeployerPolicy(account.record, allow([...many, 'apigateway:*']))
    expect(await attached()).toEqual(['digital-twin-deployer', 'digital-twin-deployer-2'])
    await replaceDeployerPolicy(account.record, allow(['s3:ListBucket']))
    expect(await attached()).toEqual(['digital-twin-deployer'])
  })

  test('cannot turn access logs on without log delivery, and the API does not say more', async () => {
    await replaceDeployerPolicy(account.record, allow(['apigateway:*', 'logs:CreateLogDelivery']))
    const deployer = { service: 'apigateway', method: 'POST', as: 'deployer' } as const
    const made = await ask({ ...deployer, path: '/v2/apis', body: '{"name":"twin","protocolType":"HTTP"}' })
    const { apiId } = JSON.parse(made.text)
    const path = `/v2/apis/${apiId}/stages`
    const body = JSON.stringify({ stageName: 'logged', accessLogSettings: { destinationArn: 'arn:x', format: '{}' } })
    const refused = await ask({ ...deployer, path, body })
    expect([refused.status, refused.headers.get('x-amzn-errortype'), JSON.parse(refused.text).message]).toEqual([
      400,
      'BadRequestException',
      'Insufficient permissions to enable logging',
    ])
    expect((await readRequests(account.record)).at(-1)).toMatchObject({
      denied: true,
      missing: 'logs:DeleteLogDelivery',
    })
    expect((await ask({ ...deployer, path, body: '{"stageName":"plain"}' })).status).toBe(201)
  })
})
