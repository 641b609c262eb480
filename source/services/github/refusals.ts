import { exitCodes, UserError } from '../../errors.ts'
import type { Answer } from './exchange.ts'
import { saysEmpty, scopeProblem } from './scopes.ts'

const tokenSteps = [
  'export PRIVATE_DATA_PAT=<the token>   # made at https://github.com/settings/personal-access-tokens with "Contents: Read-only" for this repository',
]

export const tokenRefused = (message: string, steps: readonly string[] = tokenSteps) =>
  new UserError('PRIVATE_TOKEN_REFUSED', message, steps)

/** A release needs a commit to point at, which a new repository does not have. */
export const repositoryEmpty = (repository: string) =>
  new UserError('PRIVATE_REPO_EMPTY', `${repository} has no commit yet, and a release needs one to point at.`, [
    `gh api --method PUT repos/${repository}/contents/README.md -f message="First commit" -f content=UHJpdmF0ZSBkYXRh`,
  ])

/** When GitHub will answer again, from `retry-after` (seconds) or `x-ratelimit-reset` (seconds since 1970). */
function whenAgain({ headers }: Answer): string {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(seconds)) return `in ${seconds} seconds`
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN)
  return Number.isFinite(reset) && reset > 0 ? `at ${new Date(reset * 1000).toISOString()}` : 'in some minutes'
}

/**
 * What an answer that is neither a success nor "not found" means, from GitHub's documented status codes
 * (https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api).
 */
export function explainRefusal(answer: Answer, host: string, repository: string, isWrite = false): UserError {
  const { status, headers } = answer
  const isLimited = headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after')
  if (status === 429 || (status === 403 && isLimited)) {
    return new UserError(
      'GITHUB_RATE_LIMITED',
      `${host} answers no more requests of this token for now.`,
      [`Run the same command again ${whenAgain(answer)}.`],
      exitCodes.outsideTool,
    )
  }
  if (status === 401) return tokenRefused(`${host} refuses the token: it is mistyped, expired or revoked.`)
  if (status === 403 && headers.has('x-github-sso')) {
    return tokenRefused(`The owner of ${repository} asks for single sign-on, and the token is not authorised for it.`, [
      'Open https://github.com/settings/tokens, "Configure SSO" beside the token, and authorise it.',
    ])
  }
  if (status === 403) {
    const verb = isWrite ? 'write to' : 'read'
    return (
      scopeProblem(answer, repository, isWrite) ??
      tokenRefused(`The token may not ${verb} ${repository} (403 from ${host}).`)
    )
  }
  if ((status === 409 || status === 422) && saysEmpty(answer)) return repositoryEmpty(repository)
  if (status >= 400 && status < 500) {
    return new UserError(
      'GITHUB_REFUSED',
      `${host} does not accept the request (status ${status}).`,
      [`gh release list --repo ${repository}   # shows what is there; then run the same command again`],
      exitCodes.outsideTool,
    )
  }
  return unavailable(host, status)
}

export const unavailable = (host: string, status: number) =>
  new UserError(
    'GITHUB_UNAVAILABLE',
    `${host} answered with status ${status}.`,
    ['See https://www.githubstatus.com, and run the same command again.'],
    exitCodes.outsideTool,
  )

/** Something between us and GitHub answered in its place: a hotel's login page, a proxy's error. */
export const captivePortal = (host: string) =>
  new UserError(
    'NOT_GITHUB',
    `Something else answered in the place of ${host}.`,
    ['Open any page in a browser: the network may want a login first. Then run the same command again.'],
    exitCodes.outsideTool,
  )
