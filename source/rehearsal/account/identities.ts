import type { PolicyDocument } from '../../permissions/policy.ts'
import { type Forward, sendQuery } from '../gateway/forward.ts'
import { parseXml, textAt } from '../gateway/xml.ts'
import type { AccessKey, IdentityName } from '../record.ts'
import { replaceDeployerPolicy } from './deployer-policy.ts'
import { newAccessKey } from './new-access-key.ts'

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
  const createUser = async (UserName: string, PolicyArn?: string): Promise<AccessKey> => {
    await iam({ Action: 'CreateUser', UserName })
    if (PolicyArn) await iam({ Action: 'AttachUserPolicy', UserName, PolicyArn })
    const key = parseXml(await iam({ Action: 'CreateAccessKey', UserName })).children[0]?.children[0]
    return { accessKeyId: textAt(key, 'AccessKeyId'), secretAccessKey: textAt(key, 'SecretAccessKey') }
  }
  const deployer = await createUser('deployer')
  await replaceDeployerPolicy(forward, region, account, JSON.stringify(deployerPolicy))
  return {
    root: newAccessKey(),
    admin: await createUser('admin', 'arn:aws:iam::aws:policy/AdministratorAccess'),
    'power-user': await createUser('power-user', 'arn:aws:iam::aws:policy/PowerUserAccess'),
    deployer,
  }
}
