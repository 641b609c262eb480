import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { addRecipient, readRecipients } from '../../source/services/data/recipients-file.ts'
import { userError } from './expect-error.ts'
import { folderWith, temporaryFolder } from './folders.ts'

const people = await Promise.all(Array.from({ length: 3 }, makeIdentity))
const [ada, bob, eve] = people.map(({ recipient }) => recipient) as [string, string, string]
const textIn = (folder: string) => readFileSync(join(folder, 'recipients.txt'), 'utf8')

describe('the recipients of a project', () => {
  test('are nobody without a file', async () => {
    expect(await readRecipients(temporaryFolder())).toBeUndefined()
  })

  test('are those of the file, in its order, each once', async () => {
    const folder = folderWith({ 'recipients.txt': `\ufeff# Bob\r\n${bob}\r\n\r\n  ${ada}  \r\n${bob}\r\n` })
    expect(await readRecipients(folder)).toEqual([bob, ada])
  })

  test.each([
    ['no recipient', `${ada}\nbob@example.org\n`, 'DATA_RECIPIENTS_INVALID', 'line 2'],
    ['an identity', people[0]?.identity ?? '', 'DATA_RECIPIENTS_INVALID', 'which is secret'],
    ['comments alone', '# Ada\n', 'DATA_RECIPIENTS_MISSING', 'nobody'],
  ])('are refused with %s', async (_, text, code, words) => {
    const error = await userError(readRecipients(folderWith({ 'recipients.txt': text })))
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
    expect(error.message).not.toMatch(/AGE-SECRET-KEY-1[A-Z0-9]{4}|bob@/)
  })

  test('that is a folder is refused', async () => {
    const error = await userError(readRecipients(folderWith({ 'recipients.txt/x': '' })))
    expect(error.code).toBe('DATA_UNREADABLE')
  })
})

describe('one more recipient', () => {
  test('begins a file that says what it is, even before there is a folder', async () => {
    const folder = join(temporaryFolder(), 'backend', 'data')
    await addRecipient(folder, ada)
    expect(textIn(folder)).toMatch(new RegExp(`^# Who can open.*\n#.*twin data rekey\n${ada}\n$`))
    expect(await readRecipients(folder)).toEqual([ada])
  })

  test('comes last; comments and the order of the others stay', async () => {
    const folder = folderWith({ 'recipients.txt': `# The family\n${bob}\n\n# Eve’s phone\n${eve}\n\n\n` })
    await addRecipient(folder, ada)
    expect(textIn(folder)).toBe(`# The family\n${bob}\n\n# Eve’s phone\n${eve}\n${ada}\n`)
  })

  test('takes the place of those it replaces, however their lines end', async () => {
    const folder = folderWith({ 'recipients.txt': `# mine\r\n${bob}\r\n  ${eve} \r\n` })
    await addRecipient(folder, ada, [bob, eve])
    expect(await readRecipients(folder)).toEqual([ada])
    expect(textIn(folder)).toContain('# mine')
  })
})
