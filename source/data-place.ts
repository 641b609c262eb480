/** Where private data lies. */
export type DataPlace =
  | { readonly kind: 'releases'; readonly repository: string }
  | { readonly kind: 'branch'; readonly address: string; readonly branch?: string }

/** Prefixes of access tokens, which some people put in the place of the user's name. */
const tokenLike = /^(gh[a-z]_|github_pat_|glpat-|ATBB|x-token-auth$)|^[0-9a-f]{40}$/

/** Whether what stands for the user in an address is an access token. */
export const isToken = (user: string): boolean => tokenLike.test(user)

const repository = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/
const gitAddress = /^(?:(?:https?|ssh|file):\/\/\S|[\w.-]+@[\w.-]+:\S|[./~]|[A-Za-z]:[\\/])/

/**
 * Understands `owner/name`, the releases of a repository at GitHub; `owner/name#branch`; and the address of any git
 * repository, with or without `#branch`. Whether it is a good address is seen when it is used.
 */
export function parseDataPlace(text: string): DataPlace {
  const given = text.trim()
  const at = given.lastIndexOf('#')
  const address = at < 0 ? given : given.slice(0, at)
  const branch = at < 0 ? {} : { branch: given.slice(at + 1) }
  return at < 0 && repository.test(address)
    ? { kind: 'releases', repository: address }
    : { kind: 'branch', address, ...branch }
}

const withSecret =
  'The address has a password or a token in it, which would end up in files and logs; it belongs into PRIVATE_DATA_PAT.'
const otherShape =
  'A private repository is written as owner/name, owner/name#branch, or the address of a git repository.'

const folder = /^(?:[./~]|[A-Za-z]:[\\/]|file:)/

function hasSecret(address: string): boolean {
  if (folder.test(address)) return false
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.password || url?.search) return true
  // A slash ends what a URL takes for its user, and passwords have slashes in them, too.
  const [, before = ''] = /^(?:\w+:\/\/)?([^@\s]*)@/.exec(address) ?? []
  return before.includes(':') || isToken(before) || isToken(decode(before))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * What is wrong with a place as far as its letters say, or nothing. Never repeats it: it may hold a token, and it is
 * judged before it is kept for the next run.
 */
export function dataPlaceProblem(text: string): string | undefined {
  const given = text.trim()
  const place = parseDataPlace(given)
  // Of all of it, as passwords have a # in them, too; then without a branch, as URLs end at one.
  if (hasSecret(given) || (place.kind === 'branch' && hasSecret(place.address))) return withSecret
  if (place.kind === 'releases') return undefined
  const isAddress = repository.test(place.address) || gitAddress.test(place.address)
  const isBranch = place.branch === undefined || /^[\w./+-]+$/.test(place.branch)
  return isAddress && isBranch ? undefined : otherShape
}
