import { UserError } from '../../../errors.ts'

export const branchInvalid = () =>
  new UserError(
    'GIT_BRANCH_INVALID',
    'That is no name for a branch: letters, digits, dots, dashes and single slashes are.',
    ['twin data push --private-repo <address>#twin-data'],
  )

/** Why a branch gives no data: `branches` are those that the repository has. */
export function explainMissing(
  { description, url, branch }: { readonly description: string; readonly url: string; readonly branch: string },
  branches: readonly string[],
): UserError {
  const push = [`twin data push --private-repo ${url}#${branch}   # encrypts backend/data and puts it there`]
  if (branches.length === 0) {
    return new UserError('PRIVATE_REPO_EMPTY', `There is no data yet in ${description}: the repository is empty.`, push)
  }
  if (branches.includes(branch)) {
    const message = `There is no file data-encrypted-….age at the root of ${description}.`
    return new UserError('DATA_REMOTE_EMPTY', message, push)
  }
  const names = branches
    .slice(0, 5)
    .map((name) => name.replaceAll(/\p{C}/gu, '?'))
    .join(', ')
  const more = branches.length > 5 ? ` and ${branches.length - 5} more` : ''
  return new UserError(
    'GIT_BRANCH_NOT_FOUND',
    `There is no ${description.replace(/^the /, '')}; it has ${names}${more}.`,
    push,
  )
}

/** Which of several is meant only their author knows. */
export const ambiguous = (description: string, names: readonly string[]) =>
  new UserError(
    'DATA_REMOTE_AMBIGUOUS',
    `${names.length} files lie in ${description}, and one is expected: ${names.slice(0, 3).join(', ')}.`,
    ['twin data push   # leaves the new file as the only one'],
  )

/** Large File Storage keeps the file elsewhere, and a note about it in the branch. */
export const inLargeFileStorage = (name: string, description: string) =>
  new UserError('DATA_IN_LFS', `${name} in ${description} is not the file but a note of Git LFS about it.`, [
    `git lfs untrack "data-encrypted-*"   # in a clone of that branch; then: twin data push`,
  ])
