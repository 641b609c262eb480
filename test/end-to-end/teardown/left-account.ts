import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { lockTableName, stateBucketName, stateObjectKey } from '../../../source/names.ts'
import { createLockTable } from '../../../source/services/aws/lock-table.ts'
import { createStateBucket, mendStateBucket } from '../../../source/services/aws/make-state-bucket.ts'
import type { World } from '../support/world.ts'

async function administrator(world: World) {
  const { endpoint, region, account, identities } = await world.account()
  return { endpoint, region, account, credentials: identities.admin }
}

/** What a person has whose environments are all gone: a state that was full and is empty, and its checksum. */
export async function leaveAccount(world: World): Promise<void> {
  const { account, region, ...reach } = await administrator(world)
  const s3 = new S3Client({ ...reach, region, forcePathStyle: true })
  const dynamodb = new DynamoDBClient({ ...reach, region })
  const signal = new AbortController().signal
  const name = stateBucketName(account)
  await createStateBucket(s3, { name, account, region }, signal)
  await mendStateBucket(s3, { name, account, region }, ['versioning', 'tlsOnly', 'tags'])
  await createLockTable(dynamodb, lockTableName, signal)
  const Key = stateObjectKey('digital-twin', 'dev')
  for (const resources of [[{ type: 'aws_s3_bucket', name: 'this', instances: [{}] }], []]) {
    await s3.send(new PutObjectCommand({ Bucket: name, Key, Body: JSON.stringify({ version: 4, resources }) }))
  }
  const LockID = { S: `${name}/${Key}-md5` }
  await dynamodb.send(new PutItemCommand({ TableName: lockTableName, Item: { LockID, Digest: { S: 'd' } } }))
}

/** Everything that has our tag, in the twin's region and in CloudFront's. */
export async function searchByTag(world: World): Promise<readonly (string | undefined)[]> {
  const { endpoint, credentials } = await administrator(world)
  const TagFilters = [{ Key: 'ManagedBy', Values: ['create-digital-twin'] }]
  const found: (string | undefined)[] = []
  for (const region of ['eu-central-1', 'us-east-1']) {
    const client = new ResourceGroupsTaggingAPIClient({ endpoint, region, credentials })
    const { ResourceTagMappingList = [] } = await client.send(new GetResourcesCommand({ TagFilters }))
    found.push(...ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN))
  }
  return [...new Set(found)].sort()
}
