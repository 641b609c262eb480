import { describe, expect, test } from 'vitest'
import { UserError } from '../../../source/errors.ts'
import { parseDataKey } from '../../../source/services/data/age/data-key.ts'
import { makeIdentity, recipientOf } from '../../../source/services/data/age/identity.ts'
import { parseRecipients } from '../../../source/services/data/age/recipients.ts'
import { userError } from '../expect-error.ts'
import { decrypted, encrypted } from './pieces.ts'

const [ada, eva] = await Promise.all([makeIdentity(), makeIdentity()])

function problemOf(text: string): UserError {
  try {
    parseRecipients(text, 'recipients.txt')
  } catch (error) {
    if (error instanceof UserError) return error
  }
  throw new Error('expected a UserError')
}

describe('a new identity', () => {
  test('looks as age-keygen writes it, and its recipient follows from it', async () => {
    expect(ada.identity).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/)
    expect(ada.recipient).toMatch(/^age1[a-z0-9]{58}$/)
    expect(await recipientOf(ada.identity)).toBe(ada.recipient)
    expect(ada.identity).not.toBe(eva.identity)
  })
})

describe('DATA_KEY', () => {
  test.each([
    ['an identity', ada.identity],
    ['with line breaks', `\r\n${ada.identity}\r\n\r\n`],
    ['the text of a file', `\ufeff# created: today\n# public key: ${ada.recipient}\n${ada.identity}\n`],
    ['twice the same', `${ada.identity}\n${ada.identity}\n`],
  ])('is %s', async (_, text) => {
    expect(await parseDataKey(text)).toEqual({ kind: 'identities', identities: [ada.identity] })
  })

  test('is several identities, each of which opens', async () => {
    const file = await encrypted(Buffer.from('hello'), { recipients: [eva.recipient] })
    expect((await decrypted(file, `${ada.identity}\n# old\n${eva.identity}\n`)).toString()).toBe('hello')
  })

  test.each([['correct horse'], ['# 1 passphrase'], [' blanks stay '], ['age1'], ['ü\nsecond line']])(
    'is a passphrase: %j',
    async (text) => {
      expect(await parseDataKey(`${text}\r\n`)).toEqual({ kind: 'passphrase', passphrase: text })
    },
  )

  test.each([
    ['of a plugin', 'AGE-PLUGIN-YUBIKEY-1QQQQQQQQQQQ', /plugin/],
    ['to encrypt with', ada.recipient, /recipient.*encrypts/],
    ['of ssh', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END', /ssh/],
    ['of nothing', ' \n', /empty/],
    ['cut short', ada.identity.slice(0, -3), /line 1/],
    [
      'with a wrong letter',
      `# mine\n${ada.identity}\n${eva.identity.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'))}`,
      /line 3/,
    ],
    ['in small letters', ada.identity.toLowerCase(), /line 1/],
    ['beside something else', `${ada.identity}\nand a password`, /line 2/],
  ])('is refused %s, without a word of it', async (_, text, words) => {
    const error = await userError(parseDataKey(text))
    expect(error.code).toBe('DATA_KEY_INVALID')
    expect(error.message).toMatch(words)
    const secrets = text.split(/\s+/).filter((word) => word.length > 40)
    for (const secret of secrets) expect(`${error.message}${error.nextSteps}`).not.toContain(secret.slice(20, 40))
  })

  test('of the wrong kind is told from one that is wrong', async () => {
    const [forPeople, forWords] = await Promise.all([
      encrypted(Buffer.from('x'), { recipients: [ada.recipient] }),
      encrypted(Buffer.from('x'), { passphrase: 'words' }),
    ])
    const [passphrase, identity, stranger] = await Promise.all([
      userError(decrypted(forPeople, 'words')),
      userError(decrypted(forWords, ada.identity)),
      userError(decrypted(forPeople, eva.identity)),
    ])
    for (const { code } of [passphrase, identity, stranger]) expect(code).toBe('DATA_KEY_WRONG')
    expect(passphrase.message).toContain('the key is a passphrase')
    expect(identity.message).toContain('the key is an age identity')
    expect(stranger.message).toContain('it is not the identity of its recipient')
  })
})

describe('recipients.txt', () => {
  test('has comments, empty lines, duplicates and any line breaks', () => {
    const text = `\ufeff# who may read\r\n\r\n  ${ada.recipient}  \r\n${eva.recipient}\n${ada.recipient}`
    expect(parseRecipients(text, 'recipients.txt')).toEqual([ada.recipient, eva.recipient])
  })

  test.each([
    ['an identity', ada.identity, /line 2: this is an identity, which is secret/],
    ['a key of ssh', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ ada@home', /line 2: keys of ssh/],
    ['a plugin', 'age1yubikey1qwerty', /line 2: recipients of plugins/],
    ['a token', 'age1tag1qwerty', /line 2: keys of hardware tokens/],
    ['half a recipient', ada.recipient.slice(0, 40), /line 2: this recipient is not whole/],
    ['a wrong letter', ada.recipient.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')), /line 2: this recipient/],
    ['two on a line', `${ada.recipient} ${eva.recipient}`, /line 2/],
    ['something else', 'ada@example.com', /line 2: a recipient begins with age1/],
  ])('is refused with %s, which is not quoted', (_, line, words) => {
    const error = problemOf(`# people\n${line}\n${eva.recipient}\n`)
    expect(error.code).toBe('DATA_RECIPIENTS_INVALID')
    expect(error.message).toMatch(words)
    expect(error.message).not.toContain(line)
  })

  test('without anybody is refused', () => {
    expect(problemOf('# nobody yet\n').code).toBe('DATA_RECIPIENTS_MISSING')
  })
})
