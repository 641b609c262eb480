import { readFile } from 'node:fs/promises'
import { CloudFrontClient, CreateDistributionCommand, type DistributionConfig } from '@aws-sdk/client-cloudfront'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { signedAs } from '../../../source/rehearsal/edge/account.ts'
import type { EmulatedAccount } from './emulated-account.ts'

export const region = 'eu-central-1'
export const accountId = '123456789012'
export const bucket = 'twin-dev-frontend-123456789012'

const managed = {
  optimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  disabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  allButHost: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  security: '67f7725c-6f97-4210-82d7-5512b31e9d03',
}

const viewer = 'redirect-to-https' as const

function distributionOf(apiId: string): DistributionConfig {
  const shared = { ViewerProtocolPolicy: viewer, Compress: true, ResponseHeadersPolicyId: managed.security }
  return {
    CallerReference: 'test',
    Comment: '',
    Enabled: true,
    DefaultRootObject: 'index.html',
    Origins: {
      Quantity: 2,
      Items: [
        {
          Id: 'page',
          DomainName: `${bucket}.s3.${region}.amazonaws.com`,
          OriginAccessControlId: 'OAC1',
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
        {
          Id: 'api',
          DomainName: `${apiId}.execute-api.${region}.amazonaws.com`,
          CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-origin-verify', HeaderValue: 'from-cloudfront' }] },
          CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
        },
      ],
    },
    DefaultCacheBehavior: { ...shared, TargetOriginId: 'page', CachePolicyId: managed.optimized },
    CacheBehaviors: {
      Quantity: 1,
      Items: [
        {
          ...shared,
          PathPattern: '/api/*',
          TargetOriginId: 'api',
          CachePolicyId: managed.disabled,
          OriginRequestPolicyId: managed.allButHost,
          AllowedMethods: { Quantity: 7, Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] },
        },
      ],
    },
    CustomErrorResponses: {
      Quantity: 1,
      Items: [{ ErrorCode: 404, ResponsePagePath: '/index.html', ResponseCode: '404' }],
    },
  }
}

/** Makes by API calls what Terraform makes: bucket, role, layer, function, HTTP API, distribution, policies. */
export async function deployStack(account: EmulatedAccount, packages: { code: string; layer: string }) {
  const settings = { endpoint: account.endpoint, region, credentials: account.credentials }
  const s3 = new S3Client({ ...settings, forcePathStyle: true })
  const call = async (service: string, method: string, path: string, body: unknown) => {
    const response = await fetch(`${account.endpoint}${path}`, {
      method,
      headers: { ...signedAs(account.credentials, region, service), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? {} : JSON.parse(text)
  }
  const base64 = async (path: string) => (await readFile(path)).toString('base64')

  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }))
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }
  const role = await new IAMClient(settings).send(
    new CreateRoleCommand({ RoleName: 'twin-dev-api', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  )
  const logs = async (operation: string, body: unknown) => {
    const response = await fetch(`${account.endpoint}/`, {
      method: 'POST',
      headers: {
        ...signedAs(account.credentials, region, 'logs'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
      },
      body: JSON.stringify(body),
    })
    return response.text()
  }
  const logGroupName = '/aws/lambda/twin-dev-api'
  await logs('CreateLogGroup', { logGroupName })
  const layer = await call('lambda', 'POST', '/2018-10-31/layers/twin-dev-dependencies/versions', {
    Content: { ZipFile: await base64(packages.layer) },
  })
  const deployed = await call('lambda', 'POST', '/2015-03-31/functions', {
    FunctionName: 'twin-dev-api',
    Runtime: 'python3.13',
    Role: role.Role?.Arn,
    Handler: 'app.handler.handler',
    Timeout: 2,
    Code: { ZipFile: await base64(packages.code) },
    Layers: [layer.LayerVersionArn],
    Environment: { Variables: { ENVIRONMENT: 'dev' } },
  })
  const api = await call('apigateway', 'POST', '/v2/apis', { name: 'twin', protocolType: 'HTTP' })
  const integration = await call('apigateway', 'POST', `/v2/apis/${api.apiId}/integrations`, {
    integrationType: 'AWS_PROXY',
    integrationUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${deployed.FunctionArn}/invocations`,
    payloadFormatVersion: '2.0',
  })
  const target = `integrations/${integration.integrationId}`
  await call('apigateway', 'POST', `/v2/apis/${api.apiId}/routes`, { routeKey: 'ANY /api/{proxy+}', target })
  await call('apigateway', 'POST', `/v2/apis/${api.apiId}/stages`, { stageName: '$default', autoDeploy: true })
  const { Distribution } = await new CloudFrontClient(settings).send(
    new CreateDistributionCommand({ DistributionConfig: distributionOf(api.apiId) }),
  )
  const id = String(Distribution?.Id)

  return {
    id,
    put: (Key: string, Body: string, ContentType: string) =>
      s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType, CacheControl: 'no-cache' })),
    letCloudFrontRead: (actions: readonly string[]) =>
      s3.send(
        new PutBucketPolicyCommand({
          Bucket: bucket,
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'cloudfront.amazonaws.com' },
              Action: actions,
              Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
              Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${accountId}:distribution/${id}` } },
            },
          }),
        }),
      ),
    letApiInvoke: () =>
      call('lambda', 'POST', '/2015-03-31/functions/twin-dev-api/policy', {
        StatementId: 'AllowHttpApi',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: `arn:aws:execute-api:${region}:${accountId}:${api.apiId}/*/*`,
      }),
    readLog: () => logs('FilterLogEvents', { logGroupName }),
    updateCode: async (path: string) =>
      call('lambda', 'PUT', '/2015-03-31/functions/twin-dev-api/code', { ZipFile: await base64(path) }),
    setVariables: (Variables: Readonly<Record<string, string>>) =>
      call('lambda', 'PUT', '/2015-03-31/functions/twin-dev-api/configuration', { Environment: { Variables } }),
    throttle: (rate: number, burst: number) =>
      call('apigateway', 'POST', `/v2/apis/${api.apiId}/stages`, {
        stageName: '$default',
        defaultRouteSettings: { throttlingRateLimit: rate, throttlingBurstLimit: burst },
      }),
  }
}

export type Stack = Awaited<ReturnType<typeof deployStack>>
