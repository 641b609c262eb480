import { type Refusal, readRefusal } from '../../permissions/access-denied.ts'
import { shownText } from '../../permissions/shown-text.ts'

export interface Asked {
  readonly action: string
  readonly resource: string
}

/** What IAM answered, or in a clause why it did not. */
export type Answer<T> = { readonly value: T } | { readonly problem: string }

const denied = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'])
const gone = new Set(['NoSuchEntity', 'NoSuchEntityException'])
/** The credentials or the clock are at fault, and every further question would hear the same. */
const hopeless = /^(ExpiredToken|RequestExpired|IncompleteSignature|InvalidClientTokenId|SignatureDoesNotMatch)/

/**
 * Whether it was IAM that answered, or a page that stands for it, and did not refuse: throttling, a
 * failure of its own, an argument that it does not take, an answer that cannot be read.
 */
function couldNotSay(error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }): boolean {
  const status = error.$metadata?.httpStatusCode
  if (hopeless.test(error.name)) return false
  return error instanceof BrokenList || (status !== undefined && status !== 401 && status !== 403)
}

/**
 * Who asks was identified by STS before. What IAM then does not take is a session that a user was given
 * without a second factor (GetSessionToken), or handed on (GetFederationToken): STS API reference.
 */
const sessionRefused = 'IAM takes no sessions of users without a second factor (InvalidClientTokenId)'

/**
 * Asks IAM and remembers what was refused and what was answered. A refusal, something that is gone,
 * or an IAM that could not say is an answer; anything else (no network, expired credentials) is thrown.
 */
export class Inquiry {
  readonly refusals: Refusal[] = []
  readonly answered: Asked[] = []

  async ask<T>(asked: Asked, request: () => Promise<T>): Promise<Answer<T>> {
    try {
      const value = await request()
      this.answered.push(asked)
      return { value }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (denied.has(error.name)) {
        this.refusals.push(readRefusal(error.message, asked))
        return { problem: `${asked.action} was refused` }
      }
      if (error.name === 'InvalidClientTokenId') {
        this.refusals.push({ ...asked, reason: 'unsaid', message: sessionRefused })
        return { problem: sessionRefused }
      }
      if (gone.has(error.name)) {
        // Whoever may not look hears AccessDenied, whether or not the thing exists.
        this.answered.push(asked)
        return { problem: 'it does not exist (any more)' }
      }
      if (couldNotSay(error)) return { problem: `IAM could not answer ${asked.action} (${shownText(error.name)})` }
      throw error
    }
  }
}

interface Page {
  readonly IsTruncated?: boolean | undefined
  readonly Marker?: string | undefined
}

/** A list that says that it goes on and not where, or says nothing at all: what is missing may be a Deny. */
class BrokenList extends Error {
  override readonly name = 'BrokenList'
}

/**
 * All pages of a listing, one after the other.
 * @throws BrokenList when it does not come to its end.
 */
export async function allPages<P extends Page, T>(
  fetchPage: (marker: string | undefined) => Promise<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const items: T[] = []
  const seen = new Set<string>()
  let marker: string | undefined
  do {
    const page = await fetchPage(marker)
    const found = itemsOf(page)
    if (found === undefined) throw new BrokenList('A page holds no list.')
    for (const item of found) items.push(item)
    marker = page.IsTruncated ? page.Marker : undefined
    if (page.IsTruncated && (marker === undefined || seen.has(marker))) throw new BrokenList('It leads nowhere.')
    if (marker !== undefined) seen.add(marker)
  } while (marker !== undefined)
  return items
}
