import type { STSClient } from '@aws-sdk/client-sts'
import { explained } from './errors.ts'

/** Where credentials can come from, in the words of this program. */
export type CredentialSource =
  | 'environment'
  | 'profile'
  | 'single sign-on'
  | 'console sign-in'
  | 'process'
  | 'assumed role'
  | 'web identity'
  | 'container'
  | 'instance'
  | 'unknown'

export interface CredentialReading {
  readonly source: CredentialSource
  /** A session token goes with them: they end by themselves, and have no access key that grows old. */
  readonly isTemporary: boolean
  /** When they end, as far as their source said so. A session token in the environment usually does not. */
  readonly expiration?: Date
  /** The last four characters of the access key's id, as the console shows it to tell keys apart. */
  readonly ending: string
}

/**
 * What the SDK notes about where credentials were found (its user agent's feature ids). Several may be
 * noted at once, a role taken by a profile with single sign-on for instance: the first that fits
 * is what a person would renew them by.
 */
const sources: readonly (readonly [RegExp, CredentialSource])[] = [
  [/SSO/, 'single sign-on'],
  [/LOGIN/, 'console sign-in'],
  [/WEB_ID/, 'web identity'],
  [/ASSUME_ROLE|SOURCE_PROFILE/, 'assumed role'],
  [/PROCESS/, 'process'],
  [/IMDS/, 'instance'],
  [/HTTP/, 'container'],
  [/PROFILE$/, 'profile'],
  [/ENV_VARS$/, 'environment'],
]

/**
 * The credentials that the normal AWS chain finds, without the secret.
 * @throws UserError when there are none, or a sign-in has run out.
 */
export async function readCredentials(client: Pick<STSClient, 'config'>): Promise<CredentialReading> {
  const found = await explained('looking for AWS credentials', () => client.config.credentials())
  const noted = Object.keys('$source' in found ? (found.$source ?? {}) : {})
  const source = sources.find(([pattern]) => noted.some((name) => pattern.test(name)))?.[1] ?? 'unknown'
  const { accessKeyId, sessionToken, expiration } = found
  return {
    source,
    isTemporary: Boolean(sessionToken),
    ...(expiration ? { expiration } : {}),
    ending: accessKeyId.slice(-4),
  }
}
