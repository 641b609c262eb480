import { describe, expect, test } from 'vitest'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { encryptWhole, openEncrypted } from '../../source/services/data/archive/open-encrypted.ts'
import { chooseLock } from '../../source/services/data/choose-lock.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { userError } from './expect-error.ts'
import { folderWith, sample } from './folders.ts'

const [ada, bob] = [await makeIdentity(), await makeIdentity()]
const folderFor = (...lines: string[]) => folderWith({ ...sample, 'recipients.txt': lines.join('\n') })
const keyOf = (text: string) => ({ text, from: 'DATA_KEY' })

/** Whether a key opens what was encrypted for a lock. */
async function opens(folder: string, lock: Awaited<ReturnType<typeof chooseLock>>['lock'], key: string) {
  const data = await readLocalData(folder)
  const opened = await openEncrypted(await encryptWhole(data, lock), key, 'the file')
  return opened.version === data.version
}

describe('data is encrypted', () => {
  test('for the recipients of the project, whoever writes', async () => {
    const folder = folderFor(ada.recipient, bob.recipient)
    for (const key of [undefined, keyOf(ada.identity)]) {
      const { lock, words, notes } = await chooseLock(folder, key)
      expect([words, notes]).toEqual(['2 recipients', []])
      expect(await opens(folder, lock, ada.identity)).toBe(true)
      expect(await opens(folder, lock, bob.identity)).toBe(true)
    }
  })

  test('for the newest identity of the key where nobody is named', async () => {
    const folder = folderWith(sample)
    const { lock, words } = await chooseLock(folder, keyOf(`${bob.identity}\n${ada.identity}\n`))
    expect(words).toBe('1 recipient')
    expect(await opens(folder, lock, bob.identity)).toBe(true)
    expect((await userError(opens(folder, lock, ada.identity))).code).toBe('DATA_KEY_WRONG')
  })

  test('with the passphrase where nobody is named', async () => {
    const folder = folderWith(sample)
    const { lock, tag, words } = await chooseLock(folder, keyOf('correct horse battery staple'))
    expect([tag, words]).toEqual(['passphrase', 'whoever knows the passphrase'])
    expect(await opens(folder, lock, 'correct horse battery staple')).toBe(true)
  })

  test('for nobody it is not', async () => {
    const error = await userError(chooseLock(folderWith(sample), undefined))
    expect(error.code).toBe('DATA_RECIPIENTS_MISSING')
    expect(error.nextSteps[0]).toMatch(/^twin data init/)
  })
})

describe('a key that is not among the recipients', () => {
  test.each([
    ['an identity', ada.identity],
    ['a passphrase', 'correct horse battery staple'],
  ])('is told: %s', async (_, text) => {
    const { notes, lock } = await chooseLock(folderFor(bob.recipient), keyOf(text))
    expect(lock).toEqual({ recipients: [bob.recipient] })
    expect(notes).toEqual(['the key in DATA_KEY is not among the recipients: it cannot open this'])
  })
})

describe('the tag of a lock', () => {
  test('is the same for the same recipients, and another for others', async () => {
    const tagFor = async (...lines: string[]) => (await chooseLock(folderFor(...lines), undefined)).tag
    const both = await tagFor(ada.recipient, bob.recipient)
    expect(both).toMatch(/^[0-9a-f]{8}$/)
    expect(await tagFor('# us', bob.recipient, ada.recipient, bob.recipient)).toBe(both)
    expect(await tagFor(ada.recipient)).not.toBe(both)
    expect(await tagFor(bob.recipient)).not.toBe(await tagFor(ada.recipient))
  })
})
