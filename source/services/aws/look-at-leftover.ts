import { GetDistributionCommand, GetOriginAccessControlCommand } from '@aws-sdk/client-cloudfront'
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { GetRoleCommand } from '@aws-sdk/client-iam'
import { HeadBucketCommand } from '@aws-sdk/client-s3'
import type { AwsClients } from './clients.ts'
import { statusOf } from './errors.ts'
import { describeLeftover, parseArn } from './leftover.ts'

/** `unknown`: there is no looking at it from here, or we may not. */
export type Sighting = 'there' | 'gone' | 'unknown'

export interface Looker {
  readonly aws: AwsClients
  /** The region of the clients that have one. */
  readonly region: string
  /** Twelve digits. */
  readonly account: string
}

type Look = (name: string, looker: Looker) => Promise<Sighting>

/** Each asks for the thing itself; services without a client here answer `unknown`. */
const looks: Readonly<Record<string, Look>> = {
  bucket: async (Bucket, { aws, account }) => {
    await (await aws.s3()).send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: account }))
    return 'there'
  },
  'log group': async (name, { aws }) => {
    const { logGroups = [] } = await (await aws.logs()).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }))
    return logGroups.some(({ logGroupName }) => logGroupName === name) ? 'there' : 'gone'
  },
  'IAM role': async (path, { aws }) => {
    await (await aws.iam()).send(new GetRoleCommand({ RoleName: path.split('/').at(-1) ?? path }))
    return 'there'
  },
  'CloudFront distribution': async (Id, { aws }) => {
    await (await aws.cloudfront()).send(new GetDistributionCommand({ Id }))
    return 'there'
  },
  'CloudFront origin access': async (Id, { aws }) => {
    await (await aws.cloudfront()).send(new GetOriginAccessControlCommand({ Id }))
    return 'there'
  },
  'DynamoDB table': async (TableName, { aws }) => {
    const { Table } = await (await aws.dynamodb()).send(new DescribeTableCommand({ TableName }))
    return Table?.TableStatus === 'DELETING' ? 'gone' : 'there'
  },
}

const isAbsence = (problem: unknown) =>
  statusOf(problem) === 404 ||
  /^(NoSuch\w+|NotFound|ResourceNotFoundException)$/.test(problem instanceof Error ? problem.name : '')

/** Whether it is there: the search by tag forgets late, and a removal is not to be doubted for that. */
export async function lookAtLeftover(arn: string, looker: Looker): Promise<Sighting> {
  const { what, name } = describeLeftover(arn)
  const { region } = parseArn(arn)
  const look = looks[what]
  if (!look || (region !== '' && region !== looker.region)) return 'unknown'
  try {
    return await look(name, looker)
  } catch (problem) {
    if (isAbsence(problem)) return 'gone'
    // Denied, or in a region of its own: the search still says that it is there.
    if (statusOf(problem) !== undefined) return 'unknown'
    throw problem
  }
}
