import { Decrypter, Encrypter, type Identity } from 'age-encryption'
import { UserError } from '../../../errors.ts'
import { tagLength } from './cipher.ts'
import type { DataKey } from './data-key.ts'
import { altered, keyWrong } from './file-problems.ts'
import { payloadNonceLength } from './payload.ts'
import { scryptIdentity, scryptRecipient } from './scrypt.ts'

/** Whom a file is for. */
export type Lock = { readonly recipients: readonly string[] } | { readonly passphrase: string }

/** A new file key, and the header that gives it to those whom the file is for. */
export async function makeHeader(lock: Lock): Promise<{ header: Uint8Array; fileKey: Uint8Array }> {
  const encrypter = new Encrypter()
  if ('recipients' in lock) for (const recipient of lock.recipients) encrypter.addRecipient(recipient)
  else encrypter.addRecipient(scryptRecipient(lock.passphrase))
  let fileKey = new Uint8Array()
  // A recipient that takes the key and leaves no stanza: the library gives it to nobody else.
  encrypter.addRecipient({
    wrapFileKey: (key) => {
      fileKey = Uint8Array.from(key)
      return []
    },
  })
  const emptyFile = await encrypter.encrypt(new Uint8Array())
  return { header: emptyFile.slice(0, emptyFile.length - payloadNonceLength - tagLength), fileKey }
}

/** Opens nothing. The format lets no other key stand beside a passphrase, which would vouch for less than it seems. */
const loneliness: Identity = {
  unwrapFileKey: (stanzas) => {
    if (stanzas.length === 1 || !stanzas.some(({ args }) => args[0] === 'scrypt')) return null
    throw altered('a passphrase and other keys stand side by side in its header')
  },
}

/**
 * The file key of a header, whose own authenticity is checked with it.
 * @throws {UserError} DATA_KEY_WRONG, DATA_ARCHIVE_DAMAGED, DATA_ARCHIVE_UNSAFE
 */
export async function openHeader(header: Uint8Array, key: DataKey): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(loneliness)
  if (key.kind === 'passphrase') decrypter.addIdentity(scryptIdentity(key.passphrase))
  else for (const identity of key.identities) decrypter.addIdentity(identity)
  let kinds: readonly string[] | undefined
  // Asked last, and so only when the others do not fit.
  const nobody: Identity = {
    unwrapFileKey: (stanzas) => {
      kinds = stanzas.map(({ args }) => args[0] ?? '')
      return null
    },
  }
  decrypter.addIdentity(nobody)
  try {
    return await decrypter.decryptHeader(header)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw kinds ? whyWrong(key, kinds) : altered('its header is not what was written')
  }
}

function whyWrong({ kind }: DataKey, kinds: readonly string[]): UserError {
  const forPassphrase = kinds.includes('scrypt')
  if (kind === 'passphrase' && !forPassphrase) {
    const step = 'export DATA_KEY=<the age identity of one of the recipients: AGE-SECRET-KEY-1…>'
    return keyWrong('the data was encrypted for age recipients, and the key is a passphrase', step)
  }
  if (kind === 'identities' && forPassphrase) {
    const step = 'export DATA_KEY=<the passphrase that the data was encrypted with>'
    return keyWrong('the data was encrypted with a passphrase, and the key is an age identity', step)
  }
  return kind === 'passphrase'
    ? keyWrong('it is another passphrase', 'export DATA_KEY=<the passphrase that the data was encrypted with>')
    : keyWrong(
        kinds.length === 1
          ? 'it is not the identity of its recipient'
          : `it is the identity of none of its ${kinds.length} recipients`,
        'export DATA_KEY=<the age identity of one of the recipients: AGE-SECRET-KEY-1…>',
      )
}
