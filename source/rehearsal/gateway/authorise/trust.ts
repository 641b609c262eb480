import { evaluate } from '../../../permissions/evaluate.ts'
import { type AuthorizationRequest, manyOf, type OneOrMany, type Statement } from '../../../permissions/policy.ts'
import { readPolicyDocument } from '../../../permissions/policy-document.ts'

/** How a role's trust policy looks upon somebody who wants to take the role. */
export type Trust = 'trusts the caller' | 'trusts the account' | 'denies' | 'does not trust'

interface TrustStatement extends Statement {
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany<string>>>
}

interface Caller {
  readonly account: string
  /** The ARNs that mean the caller: of the user or role, and of the session. */
  readonly arns: readonly string[]
}

const awsPrincipals = ({ Principal }: TrustStatement): readonly string[] =>
  Principal === '*' ? ['*'] : manyOf(Principal?.AWS)

const namesCaller = (statement: TrustStatement, { arns }: Caller) =>
  awsPrincipals(statement).some((name) => name === '*' || arns.includes(name))

const namesAccount = (statement: TrustStatement, { account }: Caller) =>
  awsPrincipals(statement).some(
    (name) => name === account || new RegExp(`^arn:[\\w-]+:iam::${account}:root$`).test(name),
  )

/**
 * Reads a trust policy for one caller of the same account. Who is named needs no permission of his own;
 * where only the account is named, its identity policies decide (IAM user guide, "Policy evaluation
 * logic", and "AWS JSON policy elements: Principal").
 */
export function trustOf(document: string, caller: Caller, request: AuthorizationRequest): Trust {
  const { Version, Statement } = JSON.parse(document) as { Version?: string; Statement: OneOrMany<TrustStatement> }
  const statements = manyOf(Statement)
  const decide = (chosen: readonly TrustStatement[]) => {
    // A trust policy has no Resource: it is about the role that carries it.
    const read = readPolicyDocument({
      Version,
      Statement: chosen.map(({ Principal: _, ...statement }) => ({ ...statement, Resource: '*' })),
    })
    if ('problem' in read) return undefined
    return evaluate({ identityPolicies: [{ name: 'trust policy', document: read.document }], request })
  }
  const named = statements.filter((statement) => namesCaller(statement, caller))
  const included = statements.filter((statement) => namesCaller(statement, caller) || namesAccount(statement, caller))
  const all = decide(included)
  if (all?.by?.effect === 'Deny') return 'denies'
  if (decide(named)?.verdict === 'allowed') return 'trusts the caller'
  return all?.verdict === 'allowed' ? 'trusts the account' : 'does not trust'
}
