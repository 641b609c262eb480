import type { PolicyDocument } from '../../permissions/policy.ts'
import { type Forward, sendQuery } from '../gateway/forward.ts'
import { parseXml, textAt } from '../gateway/xml.ts'
import type { AccessKey, IdentityName } from '../record.ts'
import { newAccessKey } from './new-access-key.ts'

/** The managed policy that holds what we publish, on the deployer. */
const deployerPolicyName = 'digital-twin-deployer'

export interface IdentitySetup {
  readonly forward: Forward
  readonly region: string
  readonly account: string
  readonly deployerPolicy: PolicyDocument
}

/** Makes the account's users in moto, as an administrator would; root is the gateway's own. */
export async function createIdentities({
  forward,
  region,
  account,
  deployerPolicy,
}: IdentitySetup): Promise<Record<IdentityName, AccessKey>> {
  const iam = (form: Record<string, string>) => sendQuery(forward, 'iam', region, form)
  const createUser = async (UserName: string, PolicyArn: string): Promise<AccessKey> => {
    await iam({ Action: 'CreateUser', UserName })
    await iam({ Action: 'AttachUserPolicy', UserName, PolicyArn })
    const key = parseXml(await iam({ Action: 'CreateAccessKey', UserName })).children[0]?.children[0]
    return { accessKeyId: textAt(key, 'AccessKeyId'), secretAccessKey: textAt(key, 'SecretAccessKey') }
  }
  await iam({ Action: 'CreatePolicy', PolicyName: deployerPolicyName, PolicyDocument: JSON.stringify(deployerPolicy) })
  return {
    root: newAccessKey(),
    admin: await createUser('admin', 'arn:aws:iam::aws:policy/AdministratorAccess'),
    'power-user': await createUser('power-user', 'arn:aws:iam::aws:policy/PowerUserAccess'),
    deployer: await createUser('deployer', policyArn(account)),
  }
}

const policyArn = (account: string) => `arn:aws:iam::${account}:policy/${deployerPolicyName}`

/** Gives the deployer another policy in the place of what it holds. Throws what IAM said when it is refused. */
export async function replaceDeployerPolicy(
  forward: Forward,
  region: string,
  account: string,
  PolicyDocument: string,
): Promise<void> {
  const iam = (form: Record<string, string>) => sendQuery(forward, 'iam', region, form)
  const PolicyArn = policyArn(account)
  const versions = parseXml(await iam({ Action: 'ListPolicyVersions', PolicyArn })).children[0]?.children.find(
    ({ name }) => name === 'Versions',
  )
  // A managed policy holds five versions at most (IAM quotas).
  for (const version of versions?.children ?? []) {
    if (textAt(version, 'IsDefaultVersion') === 'false') {
      await iam({ Action: 'DeletePolicyVersion', PolicyArn, VersionId: textAt(version, 'VersionId') })
    }
  }
  await iam({ Action: 'CreatePolicyVersion', PolicyArn, PolicyDocument, SetAsDefault: 'true' })
}
