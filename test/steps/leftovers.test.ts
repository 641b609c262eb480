import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { CreateRoleCommand } from '@aws-sdk/client-iam'
import { PutBucketTaggingCommand } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { leftoverDocument, leftoverFindings, leftoverLine } from '../../source/commands/left-behind.ts'
import { UserError } from '../../source/errors.ts'
import { dataBucketName, logGroupName, roleName } from '../../source/names.ts'
import { findLeftovers, refusable, tagsOf } from '../../source/services/aws/find-leftovers.ts'
import { lookerOf } from '../../source/steps/leftover-words.ts'
import { leftovers } from '../../source/steps/leftovers.ts'
import { need } from '../../source/steps/need.ts'
import { tagged } from '../../source/steps/tagged.ts'
import { account } from '../support/fake-context.ts'
import { performStep } from '../support/run-step.ts'
import { makeBucket, removalAccount, target } from './removal-account.ts'

const { contextWith } = removalAccount()
type Context = ReturnType<typeof contextWith>

const tags = Object.entries(tagsOf(target)).map(([Key, Value]) => ({ Key, Value }))
const functionArn = `arn:aws:lambda:eu-central-1:${account}:function:leaving-twin-dev-api`

/** The account as moto has it, with a search by tag that names some more. */
function listing(context: Context, ...arns: readonly string[]): Context {
  const aws = context.aws()
  const send = async () => ({ ResourceTagMappingList: arns.map((ResourceARN) => ({ ResourceARN, Tags: tags })) })
  return { ...context, aws: () => ({ ...aws, tagging: async () => ({ send }) as never }) } as Context
}

/** A log group as Lambda makes it: of the right name, without tags. */
async function makeLogGroup(context: Context): Promise<void> {
  await (await context.aws().logs()).send(new CreateLogGroupCommand({ logGroupName: logGroupName(target) }))
}

describe('after a removal', () => {
  it('nothing is left of an account that has nothing', async () => {
    const context = contextWith()
    expect(await performStep(leftovers, context)).toMatchObject({ outcome: 'satisfied', detail: 'nothing' })
    expect(leftoverLine(need(context, 'leftovers'))).toContain('Nothing of it is left')
    expect(leftoverDocument(need(context, 'leftovers'))).toEqual({ left: [] })
  })

  it('names by tag a bucket, and by name a role and a log group that Lambda made late', async () => {
    const context = contextWith()
    const bucket = dataBucketName(target)
    await makeBucket(context, bucket)
    await (await context.aws().s3()).send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet: tags } }))
    await makeLogGroup(context)
    const role = { RoleName: roleName(target), AssumeRolePolicyDocument: '{}' }
    await (await context.aws().iam()).send(new CreateRoleCommand(role))
    await performStep(leftovers, context)
    const left = need(context, 'leftovers')
    expect(left.there.map(({ what, name }) => `${what} ${name}`)).toEqual([
      'IAM role leaving-twin-dev-api',
      'log group /aws/lambda/leaving-twin-dev-api',
      `bucket ${bucket}`,
    ])
    expect(leftoverFindings(left).map(({ code, mend }) => [code, mend[0]?.split(' ').slice(0, 3).join(' ')])).toEqual([
      ['LEFT_BEHIND', 'aws iam delete-role-policy'],
      ['LEFT_BEHIND', 'aws logs delete-log-group'],
      ['LEFT_BEHIND', 'aws s3 rb'],
    ])
    expect(leftoverLine(left)).toContain('3 things')
  })

  it('does not believe the search about what is gone, and says what it cannot look at', async () => {
    const context = listing(
      contextWith(),
      `arn:aws:s3:::${dataBucketName(target)}`,
      `arn:aws:dynamodb:eu-central-1:${account}:table/gone`,
      `arn:aws:logs:eu-central-1:${account}:log-group:/aws/lambda/gone`,
      functionArn,
    )
    await performStep(leftovers, context)
    const { there, listed } = need(context, 'leftovers')
    expect(there).toEqual([])
    expect(listed.map(({ arn }) => arn)).toEqual([functionArn])
    expect(leftoverFindings(need(context, 'leftovers'))).toMatchObject([
      { code: 'LEFT_IN_SEARCH', message: expect.stringContaining('may be gone'), evidence: [functionArn] },
    ])
  })

  it('believes Terraform about what it has seen go', async () => {
    const context = listing(contextWith(), functionArn)
    context.found.isApplied = true
    context.found.stateArns = [functionArn]
    await performStep(leftovers, context)
    expect(need(context, 'leftovers')).toMatchObject({ there: [], listed: [] })
    // A log group of that name may have come back since.
    await makeLogGroup(context)
    context.found.stateArns = [`arn:aws:logs:eu-central-1:${account}:log-group:${logGroupName(target)}`]
    await performStep(leftovers, context)
    expect(need(context, 'leftovers').there).toHaveLength(1)
  })

  it('takes one thing for one, however its ARN is written', async () => {
    const context = contextWith()
    await makeLogGroup(context)
    const arn = `arn:aws:logs:eu-central-1:${account}:log-group:${logGroupName(target)}`
    const found = await findLeftovers({
      looker: lookerOf(listing(context, `${arn}:*`)),
      tags: tagsOf(target),
      named: [arn],
    })
    expect(found.there).toHaveLength(1)
  })

  it('goes on where it may not search, and tells of it', async () => {
    const unseen: string[] = []
    const denied = async () => {
      throw new UserError('ACCESS_DENIED', 'You lack tag:GetResources.')
    }
    expect(await refusable(unseen, denied)).toEqual([])
    const left = { there: [], listed: [], unseen }
    expect(leftoverDocument(left)).toEqual({ left: [], notSearched: ['You lack tag:GetResources.'] })
    expect(leftoverFindings(left)).toMatchObject([{ code: 'LEFT_UNSEEN' }])
    expect(leftoverLine(left)).toContain('not everything could be searched')
  })
})

describe('before a removal', () => {
  it('tells what is there without Terraform’s knowledge', async () => {
    const context = contextWith()
    await makeLogGroup(context)
    expect(await performStep(tagged, context)).toMatchObject({
      outcome: 'satisfied',
      detail: 'log group /aws/lambda/leaving-twin-dev-api',
    })
  })
})
