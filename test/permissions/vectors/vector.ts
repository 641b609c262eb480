import type { Verdict } from '../../../source/permissions/evaluate.ts'
import type {
  AuthorizationRequest,
  ConditionBlock,
  NamedPolicy,
  OneOrMany,
  PolicyDocument,
  RequestContext,
  Statement,
} from '../../../source/permissions/policy.ts'

/** One case of AWS's documented evaluation logic. */
export interface Vector {
  readonly name: string
  /** The page of AWS's documentation it follows from, and the section of it. */
  readonly source: string
  readonly policies: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy
  readonly request: AuthorizationRequest
  readonly expected: Verdict
  /** The statement that decides: "policy/Sid", or "policy/statement 2". */
  readonly by?: string
}

export const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' }

export const document = (statements: OneOrMany<Statement>, Version = '2012-10-17'): PolicyDocument => ({
  Version,
  Statement: statements,
})

export const policy = (name: string, ...statements: readonly Statement[]): NamedPolicy => ({
  name,
  document: document(statements),
})

/** A request whose context is whole: what is not in it is absent. */
export const ask = (action: string, resource = '*', context: RequestContext = {}): AuthorizationRequest => ({
  action,
  resource,
  context,
  contextIsComplete: true,
})

/** A request of which some keys are known and others not yet, as before a deployment. */
export const foresee = (action: string, resource = '*', context: RequestContext = {}): AuthorizationRequest => ({
  action,
  resource,
  context,
})

type ConditionRow = readonly [name: string, condition: ConditionBlock, context: RequestContext, expected: Verdict]

const conditioned = { action: 's3:GetObject', resource: 'arn:aws:s3:::amzn-s3-demo-bucket/key' }

/** Rows about one condition: the only Allow hangs on it. */
export const onCondition = (source: string, rows: readonly ConditionRow[]): readonly Vector[] =>
  rows.map(([name, Condition, context, expected]) => ({
    name,
    source,
    policies: [policy('P', { Sid: 'OnCondition', Effect: 'Allow', Action: 's3:*', Resource: '*', Condition })],
    request: ask(conditioned.action, conditioned.resource, context),
    expected,
  }))

type RequestRow = readonly [
  name: string,
  action: string,
  resource: string,
  context: RequestContext,
  expected: Verdict,
  by?: string,
]

/** Rows about the same policies, asked for one thing after the other. */
export const onPolicies = (
  source: string,
  policies: readonly NamedPolicy[],
  rows: readonly RequestRow[],
  boundary?: NamedPolicy,
): readonly Vector[] =>
  rows.map(([name, action, resource, context, expected, by]) => ({
    name,
    source,
    policies,
    ...(boundary === undefined ? {} : { boundary }),
    request: ask(action, resource, context),
    expected,
    ...(by === undefined ? {} : { by }),
  }))
