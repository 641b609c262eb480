import { identityToRecipient } from 'age-encryption'
import { UserError } from '../../../errors.ts'

/** What opens the private data: age identities, one of which must fit, or a passphrase. */
export type DataKey =
  | { readonly kind: 'identities'; readonly identities: readonly string[] }
  | { readonly kind: 'passphrase'; readonly passphrase: string }

/** `problem` quotes nothing of the key. */
const invalid = (place: string, problem: string) =>
  new UserError('DATA_KEY_INVALID', `${place}${problem}`, [
    place === variable
      ? 'export DATA_KEY=<a line AGE-SECRET-KEY-1…, the text of a file of such lines, or a passphrase>'
      : `Put the identity back into ${place}, or name another file: --key-file <file>`,
  ])

const variable = 'DATA_KEY'

/** Looks like a key, but of a kind that cannot be used, each with the reason. */
const otherKeys: readonly (readonly [RegExp, string])[] = [
  [/^AGE-PLUGIN-/i, ' names a plugin of age; plugins cannot be used here.'],
  [/^age1[02-9ac-hj-np-z]{50,}$/, ' is a recipient (age1…): it encrypts. What opens begins with AGE-SECRET-KEY-1.'],
  [/^-----BEGIN .*PRIVATE KEY-----/, ' is a key in PEM form, such as one of ssh; an age identity is needed.'],
]

/**
 * Tells what a DATA_KEY is: the text of an identity file (comments with #, one identity a line) when one line of it
 * begins like an identity, a passphrase otherwise. The line break at its end is none of a passphrase's characters.
 * @param place where the text comes from, in messages.
 * @throws {UserError} DATA_KEY_INVALID, which names the line and never says what stands in it.
 */
export async function parseDataKey(text: string, place = variable): Promise<DataKey> {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const entries = lines.flatMap((line, at) => {
    const entry = line.trim()
    return entry === '' || entry.startsWith('#') ? [] : [{ entry, line: at + 1 }]
  })
  const first = entries[0]?.entry ?? ''
  if (!entries.some(({ entry }) => /^AGE-SECRET-KEY-/i.test(entry))) {
    const other = otherKeys.find(([pattern]) => pattern.test(first))
    if (other) throw invalid(place, other[1])
    const passphrase = text.replace(/[\r\n]+$/, '')
    if (passphrase.trim() === '') throw invalid(place, ' is empty.')
    return { kind: 'passphrase', passphrase }
  }
  for (const { entry, line } of entries) {
    // The library's own words are left out: they may hold a part of the key.
    const recipient = /^AGE-SECRET-KEY-(PQ-)?1/.test(entry) && (await identityToRecipient(entry).catch(() => undefined))
    if (!recipient) throw invalid(place, `, line ${line}: this is not a whole age identity (AGE-SECRET-KEY-1…).`)
  }
  return { kind: 'identities', identities: [...new Set(entries.map(({ entry }) => entry))] }
}
