import { UserError } from '../../errors.ts'
import type { Connection } from './connection.ts'
import type { Answer } from './exchange.ts'
import { requestJson } from './json.ts'
import { captivePortal } from './refusals.ts'
import { contentsNeeded, scopeProblem } from './scopes.ts'

/** GitHub answers 404 for what a token may not see, so that nobody learns which private repositories exist. */
export function repositoryNotFound(repository: string, answer: Answer, isWrite = false): UserError {
  if (answer.headers.has('x-oauth-scopes')) {
    const problem = scopeProblem(answer, repository, isWrite)
    if (problem) return problem
  }
  const level = isWrite ? 'Read and write' : 'Read-only'
  return new UserError('PRIVATE_REPO_NOT_FOUND', `There is no repository ${repository} that this token may see.`, [
    'twin deploy --private-repo owner/name   # with owner and name as they stand in its address',
    `Give the token "Contents: ${level}" for it: https://github.com/settings/personal-access-tokens`,
  ])
}

/**
 * Why a repository's releases came as "not found": it is not there, the token sees no more of it than its name, or
 * there is no release.
 * @throws {UserError} what `request` throws.
 */
export async function explainAbsence(connection: Connection): Promise<UserError> {
  const { repository } = connection
  await requestJson(connection, `/repos/${repository}`, {
    whenMissing: (answer) => repositoryNotFound(repository, answer),
  })
  const releases = await requestJson(connection, `/repos/${repository}/releases?per_page=1`)
  // A list may be empty, but who may read it never hears that it does not exist.
  if (releases === undefined) return contentsNeeded(repository, false)
  if (!Array.isArray(releases)) throw captivePortal(connection.base.host)
  return new UserError('PRIVATE_REPO_NO_RELEASE', `${repository} has no published release.`, [
    `twin data push --private-repo ${repository}   # encrypts backend/data and publishes it as a release`,
  ])
}
