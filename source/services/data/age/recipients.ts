import { Encrypter } from 'age-encryption'
import { UserError } from '../../../errors.ts'

const postQuantum = 'age1pq1'

/** Begins like something people put into such files, with what to say about it. */
const otherKinds: readonly (readonly [RegExp, string])[] = [
  [/^AGE-SECRET-KEY-/i, 'this is an identity, which is secret. Take it out; its recipient (age1…) belongs here'],
  [/^(ssh-|ecdsa-)/, 'keys of ssh are not read; make an age key with: twin data init'],
  [/^age1tag/, 'keys of hardware tokens are not read'],
  [/^age1[a-z0-9]+1/, 'recipients of plugins are not read'],
]

function problemOf(entry: string): string | undefined {
  const other = otherKinds.find(([pattern]) => pattern.test(entry) && !entry.startsWith(postQuantum))
  if (other) return other[1]
  try {
    new Encrypter().addRecipient(entry)
    return undefined
  } catch {
    return entry.startsWith('age1')
      ? 'this recipient is not whole or has a wrong letter'
      : 'a recipient begins with age1'
  }
}

/**
 * Reads a file of recipients: one `age1…` a line, comments with #, empty lines. One that stands there twice counts
 * once. What a line says is never quoted: an identity may have got into it.
 * @param place the file's name in messages.
 * @throws {UserError} DATA_RECIPIENTS_INVALID with the line; DATA_RECIPIENTS_MISSING when there are none.
 */
export function parseRecipients(text: string, place: string): readonly string[] {
  const recipients = new Set<string>()
  for (const [at, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const entry = line.trim()
    if (entry === '' || entry.startsWith('#')) continue
    const problem = problemOf(entry)
    if (problem) {
      throw new UserError('DATA_RECIPIENTS_INVALID', `${place}, line ${at + 1}: ${problem}.`, [
        `Correct ${place} there: one age1… a line, comments with #.`,
      ])
    }
    recipients.add(entry)
  }
  if (recipients.size === 0) {
    throw new UserError('DATA_RECIPIENTS_MISSING', `${place} names nobody to encrypt for.`, ['twin data init'])
  }
  checkMixture([...recipients], place)
  return [...recipients]
}

/** The age program refuses it too: the weaker key would undo what the stronger one is for. */
function checkMixture(recipients: readonly string[], place: string): void {
  const strong = recipients.filter((recipient) => recipient.startsWith(postQuantum)).length
  if (strong === 0 || strong === recipients.length) return
  const message = `${place} mixes recipients that a quantum computer could not break (age1pq1…) with others.`
  throw new UserError('DATA_RECIPIENTS_INVALID', message, [`Keep one of the two kinds in ${place}.`])
}
