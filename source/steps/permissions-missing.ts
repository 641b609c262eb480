import { DetailedError, type UserError } from '../errors.ts'
import type { FoundPermissions } from '../found.ts'
import { policyName } from '../names.ts'
import { type AdminAdvice, type AdviceInput, adminAdvice } from '../permissions/admin-advice.ts'
import { blockingFeatures } from '../permissions/assess-permissions.ts'
import { demandedBoundary } from '../permissions/boundary.ts'
import { verdictSections } from '../permissions/verdict-sections.ts'
import type { Principal } from '../services/aws/principal.ts'

/** More rows than this nobody reads before deciding what to do. */
const calm = 12

/** What is missing, how that is known, and the way to an administrator. */
export function permissionsMissing(found: FoundPermissions, isVerbose: boolean): DetailedError {
  const { assessment, verdicts, facts, target, policyFiles } = found
  const advice = adviceFor(found)
  const sections = missingSections(found, isVerbose)
  const isFolded = !isVerbose && sections.some(({ more, rows }) => more !== undefined || rows.length === 0)
  const boundary = target.permissionsBoundary ? undefined : demandedBoundary(facts.policies)
  return new DetailedError(
    'PERMISSIONS_MISSING',
    `This identity cannot deploy the twin. ${assessment.sentences.join(' ')} Nothing was changed in AWS.`,
    [
      ...(advice.attach ? [`${advice.attach}   # run by an administrator of the account`] : []),
      ...advice.commands.map((command) => `${command}   # or, with the aws command line`),
      `Or paste ${policyFiles.join(' and ')} in the console: ${advice.consoleLink}`,
      ...decidedByOthers(found),
      ...(boundary
        ? [
            `Your roles must have a permissions boundary: set permissions_boundary_arn = "${boundary}" in terraform/${target.environment}.tfvars.`,
          ]
        : []),
      ...advice.notes,
      'Then run the same command again; it checks anew. If you know better: --skip-preflight.',
      ...(isFolded ? ['Every action by itself: run it with --verbose.'] : []),
    ],
    { sections, details: { actions: verdicts.filter(({ verdict }) => verdict !== 'allowed'), policyFiles } },
  )
}

/** The same for a screen on which choices follow: the sections name the actions, the choices what to do. */
export function missingOnScreen(problem: UserError, { assessment }: FoundPermissions): UserError {
  if (!(problem instanceof DetailedError)) return problem
  const message = ['This identity cannot deploy the twin.', assessment.looksLike, 'Nothing was changed in AWS.']
  return new DetailedError(problem.code, message.filter(Boolean).join(' '), [], problem)
}

/** What is missing or in doubt of what a deployment needs; all of it, with every reason, when `isWhole`. */
export function missingSections({ verdicts }: FoundPermissions, isWhole: boolean) {
  const features = blockingFeatures
  return isWhole
    ? verdictSections(
        verdicts.filter(({ verdict }) => verdict !== 'allowed'),
        { isWhole },
      )
    : verdictSections(verdicts, { features, most: calm })
}

/** The console's page and the commands that give the policy to whoever this is. */
export function adviceFor({ principal, target, policyFiles }: FoundPermissions): AdminAdvice {
  return adminAdvice({
    recipient: recipientOf(principal),
    account: target.account,
    partition: target.partition,
    region: target.region,
    policyName: policyName(target.projectName),
    files: policyFiles,
    projectName: target.projectName,
    permissionsBoundary: target.permissionsBoundary,
  })
}

/** A Deny wins over whatever is attached, so somebody has to change the policy that says it. */
function decidedByOthers({ assessment }: FoundPermissions): readonly string[] {
  const denies = assessment.missing.flatMap(({ by }) =>
    by?.effect === 'Deny' ? [`${by.statement} of ${by.policy}`] : [],
  )
  return denies.length === 0
    ? []
    : [`A Deny wins over every policy that allows: have ${[...new Set(denies)].join(' and ')} changed as well.`]
}

function recipientOf(principal: Principal): AdviceInput['recipient'] {
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
