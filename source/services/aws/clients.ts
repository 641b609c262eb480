import type { BedrockClient } from '@aws-sdk/client-bedrock'
import type { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { IAMClient } from '@aws-sdk/client-iam'
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import type { S3Client } from '@aws-sdk/client-s3'
import type { STSClient } from '@aws-sdk/client-sts'
import { operationLog } from './operation-log.ts'

/** Every AWS client, made when it is first needed: each costs a tenth of a second to load. */
export interface AwsClients {
  sts(): Promise<STSClient>
  iam(): Promise<IAMClient>
  s3(): Promise<S3Client>
  dynamodb(): Promise<DynamoDBClient>
  cloudfront(): Promise<CloudFrontClient>
  bedrock(): Promise<BedrockClient>
  /** Alarms live in the region of what they watch: CloudFront's are in us-east-1. */
  cloudwatch(region: string): Promise<CloudWatchClient>
  logs(): Promise<CloudWatchLogsClient>
  /** A search by tag sees one region; what has none, CloudFront, is found in us-east-1. */
  tagging(region: string): Promise<ResourceGroupsTaggingAPIClient>
}

/**
 * Without these a silent server would hang the SDK for ever: it has no timeouts of its own.
 * In milliseconds.
 */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true }
const maxAttempts = 4

/** Clients for one region, on the normal AWS credential chain, which is walked once for all of them. */
export function createAwsClients(region: string): AwsClients {
  const options = once(async () => {
    const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
    return { region, maxAttempts, requestHandler: timeouts, logger: operationLog, credentials: fromNodeProviderChain() }
  })
  return {
    sts: once(async () => {
      const [{ STSClient }, shared] = await Promise.all([import('@aws-sdk/client-sts'), options()])
      return new STSClient(shared)
    }),
    iam: once(async () => {
      const [{ IAMClient }, shared] = await Promise.all([import('@aws-sdk/client-iam'), options()])
      return new IAMClient(shared)
    }),
    s3: once(async () => {
      const [{ S3Client }, shared] = await Promise.all([import('@aws-sdk/client-s3'), options()])
      // The region of a foreign or misplaced bucket is told by a 301, which must reach us as it is.
      return new S3Client({ ...shared, followRegionRedirects: false })
    }),
    dynamodb: once(async () => {
      const [{ DynamoDBClient }, shared] = await Promise.all([import('@aws-sdk/client-dynamodb'), options()])
      return new DynamoDBClient(shared)
    }),
    cloudfront: once(async () => {
      const [{ CloudFrontClient }, shared] = await Promise.all([import('@aws-sdk/client-cloudfront'), options()])
      return new CloudFrontClient(shared)
    }),
    bedrock: once(async () => {
      const [{ BedrockClient }, shared] = await Promise.all([import('@aws-sdk/client-bedrock'), options()])
      return new BedrockClient(shared)
    }),
    cloudwatch: async (where) => {
      const [{ CloudWatchClient }, shared] = await Promise.all([import('@aws-sdk/client-cloudwatch'), options()])
      return new CloudWatchClient({ ...shared, region: where })
    },
    logs: once(async () => {
      const [{ CloudWatchLogsClient }, shared] = await Promise.all([
        import('@aws-sdk/client-cloudwatch-logs'),
        options(),
      ])
      return new CloudWatchLogsClient(shared)
    }),
    tagging: async (where) => {
      const [{ ResourceGroupsTaggingAPIClient }, shared] = await Promise.all([
        import('@aws-sdk/client-resource-groups-tagging-api'),
        options(),
      ])
      return new ResourceGroupsTaggingAPIClient({ ...shared, region: where })
    },
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
