import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { explained } from './errors.ts'
import { parsePrincipal } from './principal.ts'

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
  if (!answer.Arn || !/^\d{12}$/.test(answer.Account ?? '')) throw troubleError('NOT_AWS', { doing })
  return describeIdentity(answer.Arn, answer.Account ?? '')
}

/** What an ARN from STS says about its owner, for people. */
export function describeIdentity(arn: string, account: string): Identity {
  const principal = parsePrincipal(arn)
  const { kind } = principal
  if (kind === 'root') return { account, arn, isRoot: true, name: 'root', kind }
  if (kind === 'sso-role') return { account, arn, isRoot: false, name: principal.permissionSet, kind: 'sso' }
  if (kind === 'other')
    return { account, arn, isRoot: false, name: arn.split(':').slice(5).join(':'), kind: 'federated' }
  return { account, arn, isRoot: false, name: principal.name, kind }
}
