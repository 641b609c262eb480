import { type Refusal, readRefusal } from '../../permissions/access-denied.ts'

export interface Asked {
  readonly action: string
  readonly resource: string
}

/** What IAM answered, or in a clause why it did not. */
export type Answer<T> = { readonly value: T } | { readonly problem: string }

const denied = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'])
const gone = new Set(['NoSuchEntity', 'NoSuchEntityException'])
const unable =
  /^(Throttling|TooManyRequests|ServiceFailure|ServiceUnavailable|InternalFailure|InvalidInput|PolicyEvaluation)/

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
      if (unable.test(error.name)) return { problem: `IAM could not answer ${asked.action} (${error.name})` }
      throw error
    }
  }
}

interface Page {
  readonly IsTruncated?: boolean | undefined
  readonly Marker?: string | undefined
}

/** All pages of a listing, one after the other. */
export async function allPages<P extends Page, T>(
  fetchPage: (marker: string | undefined) => Promise<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const items: T[] = []
  let marker: string | undefined
  do {
    const page = await fetchPage(marker)
    items.push(...(itemsOf(page) ?? []))
    marker = page.IsTruncated ? page.Marker : undefined
  } while (marker !== undefined)
  return items
}
