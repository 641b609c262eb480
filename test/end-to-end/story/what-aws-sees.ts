import { beforeAll, expect, it } from 'vitest'
import { type Aws, awsIn } from '../support/aws-cli.ts'
import type { Story } from './story.ts'

const account = '123456789012'
const stateBucket = `digital-twin-terraform-state-${account}`
const lockTable = 'digital-twin-terraform-locks'

/** The account after the first deployment, as the real aws command line sees it. */
export function whatAwsSees(story: Story): void {
  // Listing everything is more than a deployment needs, so it is an administrator who looks around.
  let aws: Aws
  beforeAll(async () => {
    aws = await awsIn(story.world, 'admin')
  })

  it('is the emulated account, and the caller its deployer, when nobody says who', async () => {
    const { stdout } = await story.world.run(['rehearse', 'env'])
    expect(stdout).toBe((await story.world.run(['rehearse', 'env', '--as', 'deployer'])).stdout)
    const ofDeployer = await awsIn(story.world)
    expect(await ofDeployer('sts', 'get-caller-identity')).toMatchObject({
      Account: account,
      Arn: `arn:aws:iam::${account}:user/deployer`,
    })
  })

  it('has a state bucket: versioned, encrypted, closed, TLS only, tagged', async () => {
    const ask = (operation: string) => aws('s3api', operation, '--bucket', stateBucket)
    const [versioning, encryption, access, policy, tags] = await Promise.all([
      ask('get-bucket-versioning'),
      ask('get-bucket-encryption'),
      ask('get-public-access-block'),
      ask('get-bucket-policy'),
      ask('get-bucket-tagging'),
    ])
    expect(versioning).toEqual({ Status: 'Enabled' })
    expect(encryption).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    })
    expect(access).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    })
    const { Statement } = JSON.parse(String(policy.Policy))
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Principal: expect.anything(),
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${stateBucket}`, `arn:aws:s3:::${stateBucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    )
    expect((tags.TagSet as unknown[]).length).toBeGreaterThan(0)
  })

  it('has a lock table, paid by request, with the key LockID', async () => {
    const { Table } = await aws('dynamodb', 'describe-table', '--table-name', lockTable)
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
    })
  })

  it('keeps the state under env:/dev/', async () => {
    const { Contents } = await aws('s3api', 'list-objects-v2', '--bucket', stateBucket)
    const keys = (Contents as { Key: string }[]).map(({ Key }) => Key)
    expect(keys.filter((key) => key.startsWith('env:'))).toEqual(['env:/dev/digital-twin/terraform.tfstate'])
  })

  it('has the three buckets of the application, the function and the distribution', async () => {
    const [buckets, twinFunction, distributions] = await Promise.all([
      Promise.all(
        ['frontend', 'data', 'memory'].map((what) =>
          aws('s3api', 'list-objects-v2', '--bucket', `digital-twin-dev-${what}-${account}`),
        ),
      ),
      aws('lambda', 'get-function', '--function-name', 'digital-twin-dev-api'),
      aws('cloudfront', 'list-distributions'),
    ])
    const [frontend, data] = buckets.map(({ Contents }) =>
      ((Contents ?? []) as { Key: string }[]).map(({ Key }) => Key),
    )
    expect(frontend).toContain('index.html')
    expect(data).toContain('current.json')
    expect(twinFunction.Configuration).toMatchObject({
      Runtime: 'python3.13',
      Architectures: ['arm64'],
      Handler: 'app.handler.handler',
      Role: `arn:aws:iam::${account}:role/digital-twin-dev-api`,
    })
    const { Items } = distributions.DistributionList as { Items: { DomainName: string; Enabled: boolean }[] }
    expect(Items.map(({ DomainName, Enabled }) => [`http://${DomainName}`, Enabled])).toEqual([[story.dev, true]])
  })

  it('gives the role few rights, and no FullAccess policy', async () => {
    const role = ['--role-name', 'digital-twin-dev-api']
    const [attached, inline] = await Promise.all([
      aws('iam', 'list-attached-role-policies', ...role),
      aws('iam', 'list-role-policies', ...role),
    ])
    expect(attached.AttachedPolicies).toEqual([])
    const names = inline.PolicyNames as string[]
    expect(names).toHaveLength(1)
    const { PolicyDocument } = await aws('iam', 'get-role-policy', ...role, '--policy-name', names[0] ?? '')
    const { Statement } = PolicyDocument as { Statement: { Action: string | string[]; Resource: string | string[] }[] }
    for (const { Action, Resource } of Statement) {
      expect([Action].flat().filter((action) => action.includes('*'))).toEqual([])
      expect([Resource].flat()).not.toContain('*')
    }
  })
}
