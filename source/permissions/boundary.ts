import {
  type ConditionBlock,
  isReadable,
  manyOf,
  type NamedPolicy,
  type RequestContext,
  statementsOf,
} from './policy.ts'
import { coversAction } from './statement.ts'

/**
 * What a role may be given only while a certain permissions boundary limits it. DeleteRolePolicy could carry
 * the condition too, but takes only away, and a role from before there was a boundary must be deletable.
 * DeleteRolePermissionsBoundary is allowed nowhere: whoever may lift a limit has none (IAM user guide,
 * "Delegating responsibility to others using permissions boundaries").
 */
const limited: ReadonlySet<string> = new Set(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])

/** Requests about roles in which IAM fills in the key (service authorization reference of IAM). */
const telling: ReadonlySet<string> = new Set([
  ...limited,
  'iam:AttachRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
])

/** Terraform's way to limit a role that already stands. */
export const setBoundary = 'iam:PutRolePermissionsBoundary'

export const isLimited = (action: string): boolean => limited.has(action)

export const onlyWithBoundary = (arn: string): ConditionBlock => ({ StringEquals: { 'iam:PermissionsBoundary': arn } })

/** The key as the deployment's requests will carry it: its own boundary, or none. */
export const boundaryContext = (action: string, arn: string | undefined): RequestContext =>
  telling.has(action) ? { 'iam:PermissionsBoundary': arn ?? null } : {}

/** A sentence about what is no ARN of an IAM policy, or nothing; Terraform's variable has the same rule. */
export const boundaryProblem = (text: string): string | undefined =>
  /^arn:[a-z-]+:iam::([0-9]{12}|aws):policy\/\S+$/.test(text)
    ? undefined
    : `“${text}” is not the ARN of an IAM policy, which looks like arn:aws:iam::123456789012:policy/limits.`

/**
 * The boundary that somebody demands: a policy of theirs lets roles be made below it alone. Only when no
 * policy lets roles be made without one does a deployment have to name it.
 */
export function demandedBoundary(policies: readonly NamedPolicy[]): string | undefined {
  return policies
    .filter(isReadable)
    .flatMap(({ document }) => statementsOf(document))
    .filter((statement) => statement.Effect === 'Allow' && coversAction(statement, 'iam:createrole'))
    .flatMap(({ Condition = {} }) => Object.entries(Condition))
    .filter(([operator]) => /^(StringEquals|ArnEquals|StringLike|ArnLike)$/i.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([key]) => key.toLowerCase() === 'iam:permissionsboundary')
    .flatMap(([, values]) => manyOf(values).map(String))
    .find((arn) => boundaryProblem(arn) === undefined && !/[*?$]/.test(arn))
}
