import { UserError } from '../../errors.ts'
import type { Answer } from './exchange.ts'

/** GitHub's own words in a refusal; they may be anything, so they are matched and never shown. */
function wordsOf({ body }: Answer): string {
  return Buffer.from(body.subarray(0, 64 * 1024)).toString('utf8')
}

/** "Repository is empty." of a release, "Git Repository is empty." of a list of commits. */
export const saysEmpty = (answer: Answer): boolean => /Repository is empty/i.test(wordsOf(answer))

const listOf = (header: string | null) =>
  (header ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => /^[\w:=;-]+$/.test(each))

/**
 * What a token lacks, from what GitHub says beside its refusal, or undefined when it says nothing of the kind.
 * A classic token comes back with its scopes in `x-oauth-scopes`, where only `repo` opens private repositories
 * (https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps). For a fine-grained one
 * `x-accepted-github-permissions` names what the endpoint asks for
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible).
 */
export function scopeProblem(answer: Answer, repository: string, isWrite: boolean): UserError | undefined {
  const { headers } = answer
  if (headers.has('x-oauth-scopes')) {
    const scopes = listOf(headers.get('x-oauth-scopes'))
    if (scopes.includes('repo')) return undefined
    const has = scopes.length > 0 ? `the scope ${scopes.join(', ')}` : 'no scope'
    const message = `The token has ${has}, and ${repository} needs the scope repo.`
    return new UserError('PRIVATE_TOKEN_SCOPE', message, [
      'export PRIVATE_DATA_PAT=<the token>   # made at https://github.com/settings/tokens/new?scopes=repo',
    ])
  }
  const wanted = listOf(headers.get('x-accepted-github-permissions'))
  if (wanted.length === 0 && !/Resource not accessible by/i.test(wordsOf(answer))) return undefined
  return contentsNeeded(repository, isWrite)
}

/** For a fine-grained token: what to tick for the one thing we do. */
export function contentsNeeded(repository: string, isWrite: boolean): UserError {
  const level = isWrite ? 'Read and write' : 'Read-only'
  const message = `The token may see ${repository}, but not ${isWrite ? 'write its contents' : 'read its contents'}: it lacks the permission "Contents: ${level}".`
  return new UserError('PRIVATE_TOKEN_SCOPE', message, [
    `export PRIVATE_DATA_PAT=<the token>   # with "Contents: ${level}" for ${repository}: https://github.com/settings/personal-access-tokens`,
  ])
}
