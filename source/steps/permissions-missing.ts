import { DetailedError, type UserError } from '../errors.ts'
import type { FoundPermissions } from '../found.ts'
import { policyName } from '../names.ts'
import { type AdminAdvice, type AdviceInput, adminAdvice } from '../permissions/admin-advice.ts'
import { blockingFeatures } from '../permissions/assess-permissions.ts'
import { isLimited } from '../permissions/boundary.ts'
import { verdictSections } from '../permissions/verdict-sections.ts'
import type { Principal } from '../services/aws/principal.ts'
import { troubleOf } from '../troubles/find-trouble.ts'

/** More rows than this nobody reads before deciding what to do. */
const calm = 12

/** What is missing, how that is known, and the way to an administrator. */
export function permissionsMissing(found: FoundPermissions, isVerbose: boolean): DetailedError {
  const { assessment, verdicts, policyFiles } = found
  const sections = missingSections(found, isVerbose)
  const isFolded = !isVerbose && sections.some(({ more, rows }) => more !== undefined || rows.length === 0)
  return new DetailedError(
    'PERMISSIONS_MISSING',
    `This identity cannot deploy the twin. ${assessment.sentences.join(' ')} Nothing was changed in AWS.`,
    [
      ...boundaryFirst(found),
      ...(isBoundaryAll(found) ? [] : askSomebody(found)),
      'Then run the same command again; it checks anew. If you know better: --skip-preflight.',
      ...(isFolded ? ['Every action by itself: run it with --verbose.'] : []),
    ],
    {
      sections,
      facts: { actions: verdicts.filter(({ verdict }) => verdict !== 'allowed'), policyFiles },
      link: troubleOf('PERMISSIONS_MISSING').link,
    },
  )
}

/** What an administrator does, and should know. */
function askSomebody(found: FoundPermissions): readonly string[] {
  const { attach, commands, consoleLink, notes } = adviceFor(found)
  return [
    ...(attach ? [`${attach}   # run by an administrator of the account`] : []),
    ...commands.map((command) => `${command}   # or, with the aws command line`),
    `Or paste ${found.policyFiles.join(' and ')} in the console: ${consoleLink}`,
    ...decidedByOthers(found),
    ...notes,
  ]
}

/** The same for a screen on which choices follow: the sections name the actions, the choices what to do. */
export function missingOnScreen(problem: UserError, found: FoundPermissions): UserError {
  if (!(problem instanceof DetailedError)) return problem
  const { looksLike } = found.assessment
  const message = ['This identity cannot deploy the twin.', looksLike, 'Nothing was changed in AWS.']
  const steps = [...boundaryFirst(found), ...decidedByOthers(found)]
  return new DetailedError('PERMISSIONS_MISSING', message.filter(Boolean).join(' '), steps, problem)
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
export function adviceFor({ principal, facts, target, policyShape, policyFiles }: FoundPermissions): AdminAdvice {
  return adminAdvice({
    recipient: recipientOf(principal),
    account: target.account,
    partition: target.partition,
    region: target.region,
    policyName: policyName(target.projectName),
    files: policyFiles,
    projectName: target.projectName,
    shape: policyShape,
    attached: facts.policies.flatMap(({ arn }) => arn ?? []),
  })
}

/** Somebody lets roles be made below a boundary alone, and the settings do not name it yet. */
export function boundaryFirst({ target, boundaryToName }: FoundPermissions): readonly string[] {
  if (!boundaryToName) return []
  return [
    `Your roles must have a permissions boundary: set permissions_boundary_arn = "${boundaryToName}" in terraform/${target.environment}.tfvars.`,
  ]
}

/** With the boundary in the settings nothing would be missing any more. */
const isBoundaryAll = (found: FoundPermissions): boolean =>
  boundaryFirst(found).length > 0 &&
  found.assessment.notShown.length === 0 &&
  found.assessment.missing.every(({ action }) => isLimited(action))

/** A Deny wins over whatever is attached, so somebody has to change the policy that says it. */
export function decidedByOthers({ assessment }: FoundPermissions): readonly string[] {
  const denies = assessment.missing.flatMap(({ by }) =>
    by?.effect === 'Deny' ? [`${by.statement} of ${by.policy}`] : [],
  )
  return denies.length === 0
    ? []
    : [`A Deny wins over every policy that allows: have ${[...new Set(denies)].join(' and ')} changed as well.`]
}

/** Whom the policy is for, as an administrator must name them. */
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
