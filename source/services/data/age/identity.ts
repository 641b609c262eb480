import { generateX25519Identity, identityToRecipient } from 'age-encryption'

export interface NewIdentity {
  /** `AGE-SECRET-KEY-1…`: opens. A secret. */
  readonly identity: string
  /** `age1…`: encrypts. May be shown and committed. */
  readonly recipient: string
}

/** Makes a key pair as `age-keygen` does (X25519). */
export async function makeIdentity(): Promise<NewIdentity> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Who can write for the owner of an identity that `parseDataKey` let pass. */
export const recipientOf = (identity: string): Promise<string> => identityToRecipient(identity)
