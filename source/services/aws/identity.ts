import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts'
import { explained, notAws } from './errors.ts'

export interface Identity {
  /** Twelve digits. */
  readonly account: string
  readonly arn: string
  /** True for the account's root user, who must not do this work. */
  readonly isRoot: boolean
  /** The user's or role's name, for people. */
  readonly name: string
  readonly kind: 'root' | 'user' | 'role' | 'sso' | 'federated'
}

/**
 * Who the credentials belong to. `sts:GetCallerIdentity` needs no permission.
 * @throws UserError for missing, expired or unknown credentials, no network, or an answer not from AWS.
 */
export async function readIdentity(sts: STSClient, signal?: AbortSignal): Promise<Identity> {
  const doing = 'asking AWS who you are'
  const answer = await explained(doing, () =>
    sts.send(new GetCallerIdentityCommand({}), signal ? { abortSignal: signal } : {}),
  )
  // A captive portal's page parses as an answer without fields, so the account is the proof.
  if (!answer.Arn || !/^\d{12}$/.test(answer.Account ?? '')) throw notAws(doing)
  return describeIdentity(answer.Arn, answer.Account ?? '')
}

/** What an ARN from STS says about its owner (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
export function describeIdentity(arn: string, account: string): Identity {
  const resource = arn.split(':').slice(5).join(':')
  const [type = '', ...names] = resource.split('/')
  if (resource === 'root') return { account, arn, isRoot: true, name: 'root', kind: 'root' }
  if (type === 'user') return { account, arn, isRoot: false, name: names.at(-1) ?? '', kind: 'user' }
  if (type === 'assumed-role') {
    const role = names[0] ?? ''
    const sso = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(role)
    return { account, arn, isRoot: false, name: sso?.[1] ?? role, kind: sso ? 'sso' : 'role' }
  }
  return { account, arn, isRoot: false, name: names.join('/') || resource, kind: 'federated' }
}
