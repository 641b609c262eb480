import type { FoundPermissions } from '../found.ts'
import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import { splitPolicy } from '../permissions/policy-size.ts'
import { partFile } from '../services/policy-file.ts'
import { adviceFor, boundaryFirst, decidedByOthers } from './permissions-missing.ts'
import { attachOffer } from './permissions-offer.ts'

/**
 * Commands that give the permissions, to be run in their order: our own for whoever may attach the policy, else
 * those of an administrator, with the policy in files named after `policyFiles`. Writes nothing by itself.
 */
export function permissionsMend(found: FoundPermissions): readonly string[] {
  const { principal, target, policyShape, boundaryToName, policyFiles } = found
  const [file = 'policy.json'] = policyFiles
  const boundary = boundaryToName ? ` --boundary ${boundaryToName}` : ''
  const first = [...boundaryFirst(found), ...decidedByOthers(found)]
  if (attachOffer(found)) return [...first, `twin policy --attach${boundary}   # writes to IAM, after a yes`]
  const parts = splitPolicy(leastPrivilegePolicy(target, policyShape))
  const { commands, notes } = adviceFor({ ...found, policyFiles: parts.map((_, index) => partFile(file, index)) })
  const isCarrier = principal.kind === 'user' || principal.kind === 'role'
  const split = parts.length > 1 ? ' --split' : ''
  return [
    ...first,
    `twin policy${split} --write ${file}${boundary}   # what is needed, for an administrator`,
    ...commands.map((command) => `${command}   # as an administrator`),
    ...(isCarrier ? [] : notes),
  ]
}
