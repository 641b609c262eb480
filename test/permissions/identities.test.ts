import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { AttachRolePolicyCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { assessPermissions } from '../../source/permissions/assess-permissions.ts'
import { plainShape } from '../../source/permissions/shape.ts'
import type { ActionVerdict } from '../../source/permissions/verdicts.ts'
import { readRequests } from '../../source/rehearsal/control-client.ts'
import { createAwsClients } from '../../source/services/aws/clients.ts'
import { readIdentity } from '../../source/services/aws/identity.ts'
import { readPermissions } from '../../source/services/aws/permissions.ts'
import { administrate, type Key } from '../rehearsal/support/account-admin.ts'
import { openTestAccount, type TestAccount } from '../rehearsal/support/open-account.ts'
import { identityKinds, publishPolicy, target } from './identity-kinds.ts'

let account: TestAccount
let admin: ReturnType<typeof administrate>
let published: string

beforeAll(async () => {
  account = await openTestAccount()
  admin = administrate(account)
  published = await publishPolicy({ admin })
}, 60_000)
afterAll(() => account.close())
afterEach(() => vi.unstubAllEnvs())

/** What a person has in the environment who works with this key. */
const environmentOf = (key: Key): Record<string, string | undefined> => ({
  AWS_ENDPOINT_URL: account.record.endpoint,
  AWS_REGION: target.region,
  AWS_ACCESS_KEY_ID: key.accessKeyId,
  AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  AWS_SESSION_TOKEN: key.sessionToken,
})

/** The permission check of the program, with nothing but an environment to go by. */
async function inspect(environment: Record<string, string | undefined>) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const clients = createAwsClients(target.region)
  const { arn } = await readIdentity(await clients.sts())
  return readPermissions(await clients.iam(), { arn, target, shape: plainShape, roleName: 'twin-dev-api' })
}

const wasDenied = (error: { name: string; $metadata?: { httpStatusCode?: number } }) =>
  /AccessDenied|InvalidClientTokenId/.test(error.name) || error.$metadata?.httpStatusCode === 403

/** Reads that the deployment needs, tried for real: what was said of them must come true. */
function tryReads(key: Key): readonly (readonly [action: string, denied: Promise<boolean>])[] {
  const settings = admin.settings(key)
  const denied = (call: Promise<unknown>) => call.then(() => false, wasDenied)
  const bucket = new HeadBucketCommand({ Bucket: 'digital-twin-terraform-state-123456789012' })
  const lockTable = new DescribeTableCommand({ TableName: 'digital-twin-terraform-locks' })
  return [
    ['s3:ListBucket', denied(new S3Client(settings).send(bucket))],
    ['dynamodb:DescribeTable', denied(new DynamoDBClient(settings).send(lockTable))],
    ['iam:GetRole', denied(new IAMClient(settings).send(new GetRoleCommand({ RoleName: 'twin-dev-api' })))],
  ]
}

test('a role’s session is simulated beside the reading of its policies', async () => {
  const RoleArn = await admin.createRole({ RoleName: 'quick', Path: '/build/' })
  await admin.iam.send(new AttachRolePolicyCommand({ RoleName: 'quick', PolicyArn: published }))
  const iam = new IAMClient(admin.settings(await admin.assume({ RoleArn })))
  let startSimulation: () => void = () => undefined
  const simulationStarted = new Promise<void>((resolve) => {
    startSimulation = resolve
  })
  // No policy is handed out before the simulator was asked: who wants them first waits for ever.
  iam.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'SimulatePrincipalPolicyCommand') startSimulation()
        if (commandName === 'GetPolicyVersionCommand') await simulationStarted
        return next(args)
      },
    { step: 'initialize' },
  )
  const arn = 'arn:aws:sts::123456789012:assumed-role/quick/run-1'
  expect(await readPermissions(iam, { arn, target, shape: plainShape, roleName: 'twin-dev-api' })).toMatchObject({
    isSimulated: true,
  })
}, 60_000)

const isAboutDeployment = ({ features }: ActionVerdict) => features.some((feature) => feature !== 'inspection')

describe.each(identityKinds)('$name', { timeout: 60_000 }, (kind) => {
  test(`is ${kind.outcome}, found without a write, and comes true`, async () => {
    const key = await kind.setUp({ account, admin, published })
    const before = (await readRequests(account.record)).length
    const { verdicts, isSimulated } = await inspect(environmentOf(key))
    const requests = (await readRequests(account.record)).slice(before)

    expect(requests.length).toBeGreaterThan(0)
    expect(requests.filter(({ write }) => write)).toEqual([])
    expect(verdicts.filter(({ disagreement }) => disagreement !== undefined)).toEqual([])
    expect(isSimulated).toBe(kind.isSimulated)
    for (const [action, [verdict, policy]] of Object.entries(kind.expected)) {
      const found = verdicts.filter((each) => each.action === action)
      // An action may stand in several rows, on several kinds of things: the worst of them is meant.
      const worst = ['denied', 'unknown', 'allowed'].map((word) => found.find((each) => each.verdict === word))
      const decided = worst.find((each) => each !== undefined)
      expect([action, decided?.verdict, policy && decided?.by?.policy]).toEqual([action, verdict, policy])
    }
    expect(assessPermissions(verdicts).outcome).toBe(kind.outcome)

    for (const [action, outcome] of tryReads(key)) {
      const said = verdicts.filter((each) => each.action === action && isAboutDeployment(each))
      const isDenied = await outcome
      const wrong = said.filter(({ verdict }) => verdict === (isDenied ? 'allowed' : 'denied'))
      expect(wrong.map(({ verdict, because }) => `${action}: ${verdict} (${because})`)).toEqual([])
    }
  })
})
