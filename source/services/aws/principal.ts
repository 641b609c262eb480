/** Who the credentials are, as far as the caller's ARN tells. */
export type Principal =
  | { readonly kind: 'root'; readonly arn: string; readonly account: string; readonly partition: string }
  | ({ readonly kind: 'user'; readonly path: string } & Named)
  | ({ readonly kind: 'role'; readonly session: string } & Named)
  | ({ readonly kind: 'sso-role'; readonly session: string; readonly permissionSet: string } & Named)
  | ({ readonly kind: 'federated' } & Named)
  | { readonly kind: 'other'; readonly arn: string; readonly account: string; readonly partition: string }

interface Named {
  /**
   * The ARN that policies see. Of a role it lacks the path, which a session's ARN does not tell:
   * `readPrincipalPolicies` gives the whole one.
   */
  readonly arn: string
  readonly account: string
  readonly partition: string
  readonly name: string
}

/** IAM Identity Center names its roles AWSReservedSSO_<permission set>_<16 hexadecimal digits>. */
const ssoRole = /^AWSReservedSSO_(?<set>.+)_[0-9a-f]+$/

function parseSession(
  arn: string,
  [, name = '', session = '']: string[],
  account: string,
  partition: string,
): Principal {
  const permissionSet = ssoRole.exec(name)?.groups?.set
  const roleArn = `arn:${partition}:iam::${account}:role/${name}`
  if (name === '') return { kind: 'other', arn, account, partition }
  if (permissionSet === undefined) return { kind: 'role', arn: roleArn, account, partition, name, session }
  return { kind: 'sso-role', arn: roleArn, account, partition, name, session, permissionSet }
}

/** Takes the ARN that STS GetCallerIdentity answers, in any partition. */
export function parsePrincipal(callerArn: string): Principal {
  const [, partition = '', service, , account = '', ...rest] = callerArn.split(':')
  const resource = rest.join(':')
  const parts = resource.split('/')
  const name = parts.at(-1) ?? ''
  if (service === 'iam' && resource === 'root') return { kind: 'root', arn: callerArn, account, partition }
  if (service === 'iam' && parts[0] === 'user' && name !== '') {
    const path = `/${parts
      .slice(1, -1)
      .map((part) => `${part}/`)
      .join('')}`
    return { kind: 'user', arn: callerArn, account, partition, name, path }
  }
  if (service === 'sts' && parts[0] === 'assumed-role') return parseSession(callerArn, parts, account, partition)
  if (service === 'sts' && parts[0] === 'federated-user') {
    return { kind: 'federated', arn: callerArn, account, partition, name }
  }
  return { kind: 'other', arn: callerArn, account, partition }
}
