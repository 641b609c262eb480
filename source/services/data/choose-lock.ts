import { createHash } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { parseDataKey } from './age/data-key.ts'
import type { Lock } from './age/header.ts'
import { type FoundKey, recipientsOf } from './key-file.ts'
import { readRecipients } from './recipients-file.ts'

export interface ChosenLock {
  readonly lock: Lock
  /** The same for the same recipients: stands in the file's name, so that a change of them is seen from outside. */
  readonly tag: string
  /** For whom, in words. */
  readonly words: string
  /** Sentences about what one may regret later. */
  readonly notes: readonly string[]
}

const tagOf = (recipients: readonly string[]) =>
  createHash('sha256')
    .update([...recipients].sort().join('\n'))
    .digest('hex')
    .slice(0, 8)

/**
 * Whom to encrypt for: those in `recipients.txt`, otherwise the holder of the key, be it an identity or a passphrase.
 * @param key what opens, where it is known: who only writes has none.
 * @throws {UserError} DATA_RECIPIENTS_MISSING without either, DATA_RECIPIENTS_INVALID, DATA_KEY_INVALID.
 */
export async function chooseLock(directory: string, key: FoundKey | undefined): Promise<ChosenLock> {
  const parsed = key && (await parseDataKey(key.text))
  const own = parsed ? await recipientsOf(parsed) : []
  const named = await readRecipients(directory)
  if (!named && parsed?.kind === 'passphrase') {
    return { lock: parsed, tag: 'passphrase', words: 'whoever knows the passphrase', notes: [] }
  }
  const recipients = named ?? own.slice(0, 1)
  if (recipients.length === 0) {
    throw new UserError('DATA_RECIPIENTS_MISSING', 'It is not known yet for whom the data is to be encrypted.', [
      'twin data init   # makes a key, and names its recipient in backend/data/recipients.txt',
    ])
  }
  const isLockedOut = key !== undefined && !recipients.some((recipient) => own.includes(recipient))
  return {
    lock: { recipients },
    tag: tagOf(recipients),
    words: `${recipients.length} recipient${recipients.length === 1 ? '' : 's'}`,
    notes: isLockedOut ? [`the key in ${key.from} is not among the recipients: it cannot open this`] : [],
  }
}
