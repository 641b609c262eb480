import type { Environment } from '../end-to-end/support/run-program.ts'
import type { Stage } from './stage.ts'

const account = '123456789012'
const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`
const document = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })
const everything = document({ Effect: 'Allow', Action: '*', Resource: '*' })
const noListing = document(
  { Effect: 'Allow', Action: '*', Resource: '*' },
  { Effect: 'Deny', Action: 'iam:ListPolicies', Resource: '*' },
)
const trust = document({ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' })

interface Key {
  readonly AccessKeyId: string
  readonly SecretAccessKey: string
  readonly SessionToken?: string
}

const environmentOf = ({ AccessKeyId, SecretAccessKey, SessionToken }: Key): Environment => ({
  AWS_ACCESS_KEY_ID: AccessKeyId,
  AWS_SECRET_ACCESS_KEY: SecretAccessKey,
  ...(SessionToken ? { AWS_SESSION_TOKEN: SessionToken } : {}),
})

async function makeUser({ aws }: Stage, name: string): Promise<Key> {
  await aws('iam', 'create-user', '--user-name', name, '--path', '/people/')
  const { AccessKey } = await aws('iam', 'create-access-key', '--user-name', name)
  return AccessKey as Key
}

/** Policies inline, attached, from a group, and a boundary around them. */
async function makeMember(stage: Stage): Promise<Key> {
  const { aws } = stage
  const key = await makeUser(stage, 'member')
  await aws('iam', 'put-user-policy', '--user-name', 'member', '--policy-name', 'own', '--policy-document', everything)
  await aws('iam', 'attach-user-policy', '--user-name', 'member', '--policy-arn', policyArn('all'))
  await aws('iam', 'put-user-permissions-boundary', ...['--user-name', 'member'], ...boundary)
  await aws('iam', 'create-group', '--group-name', 'team')
  await aws('iam', 'put-group-policy', ...['--group-name', 'team', '--policy-name', 'own'], ...inline(everything))
  await aws('iam', 'attach-group-policy', '--group-name', 'team', '--policy-arn', policyArn('all'))
  await aws('iam', 'add-user-to-group', '--group-name', 'team', '--user-name', 'member')
  return key
}

/** May not list policies, so that each has to be asked for by itself. */
async function makeGuarded(stage: Stage): Promise<Key> {
  const key = await makeUser(stage, 'guarded')
  await stage.aws('iam', 'attach-user-policy', '--user-name', 'guarded', '--policy-arn', policyArn('no-listing'))
  return key
}

async function makeOperator({ aws }: Stage): Promise<Key> {
  const role = ['--role-name', 'operator']
  await aws('iam', 'create-role', ...role, '--path', '/people/', '--assume-role-policy-document', trust)
  await aws('iam', 'put-role-policy', ...role, '--policy-name', 'own', ...inline(everything))
  await aws('iam', 'attach-role-policy', ...role, '--policy-arn', policyArn('all'))
  const arn = `arn:aws:iam::${account}:role/people/operator`
  const { Credentials } = await aws('sts', 'assume-role', '--role-arn', arn, '--role-session-name', 'measure')
  return Credentials as Key
}

const inline = (text: string) => ['--policy-document', text]
const boundary = ['--permissions-boundary', policyArn('all')]

/** Who looks at whose permissions: a member of a group, one who may not list, and a role. */
export async function inspect(stage: Stage): Promise<void> {
  const { aws, twin, world, shape } = stage
  await aws('iam', 'create-policy', '--policy-name', 'all', ...inline(everything))
  await aws('iam', 'create-policy', '--policy-name', 'no-listing', ...inline(noListing))
  const { stdout } = await world.run(['rehearse', 'env', '--json'])
  const { environment } = JSON.parse(stdout) as { environment: Environment }
  for (const make of [makeMember, makeGuarded, makeOperator]) {
    const env = { ...environment, ...environmentOf(await make(stage)) }
    await twin(['deploy', shape.environment, '--dry-run', '--refresh'], { env })
  }
  // Offered in Europe through a profile only, which takes a look at the model itself.
  await twin(['deploy', shape.environment, '--dry-run', '--model', 'amazon.nova-lite-v1:0'], { ends: 'badly' })
}
