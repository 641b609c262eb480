import { statementsCovering } from './covered-actions.ts'
import { neededTable } from './needed-actions.ts'
import { isReadable, manyOf, type NamedPolicy } from './policy.ts'
import type { Shape } from './shape.ts'
import type { ActionVerdict } from './verdicts.ts'

const limited: ReadonlySet<string> = new Set(
  neededTable.filter(({ on }) => on === 'boundedRole' || on === 'roleBoundary').map(({ action }) => action),
)

/** Allowed, where a permissions boundary is demanded, below that boundary alone. */
export const isLimited = (action: string): boolean => limited.has(action)

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
    .flatMap(({ document }) => statementsCovering(document, 'iam:CreateRole'))
    .map(({ entry }) => entry.statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Condition = {} }) => Object.entries(Condition))
    .filter(([operator]) => /^(StringEquals|ArnEquals|StringLike|ArnLike)$/i.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([key]) => key.toLowerCase() === 'iam:permissionsboundary')
    .flatMap(([, values]) => manyOf(values).map(String))
    .find((arn) => boundaryProblem(arn) === undefined && !/[*?$]/.test(arn))
}

/**
 * The boundary that somebody demands and the settings do not name: a policy without it would undo what they
 * wanted. Undefined where the settings name one, and where roles may be made.
 */
export function boundaryToName(
  shape: Shape,
  verdicts: readonly ActionVerdict[],
  policies: readonly NamedPolicy[],
): string | undefined {
  const mayNot = verdicts.some(({ action, verdict }) => action === 'iam:CreateRole' && verdict === 'denied')
  return mayNot && shape.boundaries.length === 0 ? demandedBoundary(policies) : undefined
}
