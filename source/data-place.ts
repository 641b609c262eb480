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

/**
 * What is wrong with a place as far as its letters say, or nothing. Never repeats it: it may hold a token, and it is
 * judged before it is kept for the next run.
 */
export function dataPlaceProblem(text: string): string | undefined {
  const { address } = { address: '', ...parseDataPlace(text) }
  const user = /^(?:\w+:\/\/)?([^@/\s]*)@/.exec(address)?.[1] ?? ''
  if (user.includes(':') || isToken(user)) {
    return 'The address has a password or a token in it, which would end up in files and logs; it belongs into PRIVATE_DATA_PAT.'
  }
  const name = text.trim().split('#')[0] ?? ''
  if (repository.test(name) || gitAddress.test(name)) return undefined
  return 'A private repository is written as owner/name, owner/name#branch, or the address of a git repository.'
}
