import { UserError } from '../errors.ts'
import { type AdviceInput, adminAdvice } from '../permissions/admin-advice.ts'
import type { PermissionAssessment } from '../permissions/assess-permissions.ts'
import { groupByService } from '../permissions/verdict-groups.ts'
import type { ActionVerdict } from '../permissions/verdicts.ts'
import type { Principal } from '../services/aws/principal.ts'
import { troubleOf } from '../troubles/find-trouble.ts'

interface Missing {
  readonly principal: Principal
  readonly assessment: PermissionAssessment
  readonly verdicts: readonly ActionVerdict[]
  readonly isSimulated: boolean
  readonly policyFiles: readonly string[]
  readonly account: string
  readonly projectName: string
  readonly partition: string
  readonly policyName: string
}

/** What is missing, how that is known, and the way to an administrator. */
export function permissionsMissing(missing: Missing): UserError {
  const { principal, assessment, verdicts, policyFiles, account, projectName, partition, policyName } = missing
  const advice = adminAdvice({
    recipient: recipientOf(principal),
    account,
    partition,
    policyName,
    files: policyFiles,
    projectName,
  })
  const services = groupByService(verdicts)
    .filter(({ counts }) => counts.denied + counts.unknown > 0)
    .map(
      ({ title, counts }) =>
        `${title}: ${counts.denied} denied, ${counts.unknown} not shown to be allowed, ${counts.allowed} allowed`,
    )
  return new UserError(
    'PERMISSIONS_MISSING',
    [
      `This identity cannot deploy the twin. ${assessment.sentences.join(' ')} Nothing was changed in AWS.`,
      ...services,
    ].join('\n'),
    [
      `The exact policy that is needed was written to ${policyFiles.join(' and ')}`,
      `Paste it in the console: ${advice.consoleLink}`,
      ...advice.commands.map((command) => `Or, as an administrator: ${command}`),
      ...advice.notes,
      'Then run the same command again; it checks anew. If you know better: --skip-preflight.',
    ],
    undefined,
    { link: troubleOf('PERMISSIONS_MISSING').link },
  )
}

/** Whom the policy is for, as an administrator must name them. */
export function recipientOf(principal: Principal): AdviceInput['recipient'] {
  switch (principal.kind) {
    case 'user':
      return { kind: 'user', name: principal.name }
    case 'role':
      return { kind: 'role', name: principal.name }
    case 'sso-role':
      return { kind: 'sso-role', permissionSet: principal.permissionSet }
    default:
      return { kind: 'other' }
  }
}
