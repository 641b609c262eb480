/** AWS writes most elements as one value or a list of them. */
export type OneOrMany<T> = T | readonly T[]

export type Effect = 'Allow' | 'Deny'

/** Operator → condition key → values that are compared with the request's. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>>

export interface Statement {
  readonly Sid?: string
  readonly Effect: Effect
  readonly Action?: OneOrMany<string>
  readonly NotAction?: OneOrMany<string>
  readonly Resource?: OneOrMany<string>
  readonly NotResource?: OneOrMany<string>
  readonly Condition?: ConditionBlock
}

export interface PolicyDocument {
  readonly Version?: string
  readonly Id?: string
  readonly Statement: OneOrMany<Statement>
}

interface PolicyIdentity {
  /** The policy's own name, as IAM shows it. */
  readonly name: string
  /** How it reaches the principal, in words: "attached to the group admins". */
  readonly origin?: string
  readonly arn?: string
}

export interface ReadablePolicy extends PolicyIdentity {
  readonly document: PolicyDocument
}

/** A policy that exists, or may exist, and could not be read: whatever it says is in doubt. */
export interface UnreadablePolicy extends PolicyIdentity {
  /** Why, in a clause: "iam:GetPolicyVersion was refused". */
  readonly unreadable: string
}

export type NamedPolicy = ReadablePolicy | UnreadablePolicy

export const isReadable = (policy: NamedPolicy): policy is ReadablePolicy => 'document' in policy

/** Condition keys of a request; `null` says that the key is known to be absent. Names ignore case. */
export type RequestContext = Readonly<Record<string, OneOrMany<string> | null>>

export interface AuthorizationRequest {
  /** `service:Operation`, as IAM names it; compared without case. */
  readonly action: string
  /** The full ARN; `*` for operations that have no resource. */
  readonly resource: string
  readonly context?: RequestContext
  /**
   * True for a real request, whose context is whole: a key that is not there is absent. Otherwise a
   * missing key is one that nobody knows yet, and what hangs on it is in doubt.
   */
  readonly contextIsComplete?: boolean
}

export const manyOf = <T>(value: OneOrMany<T> | undefined): readonly T[] => {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly T[]) : [value as T]
}

export const statementsOf = (document: PolicyDocument): readonly Statement[] => manyOf(document.Statement)
