import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDataKey } from '../../source/services/data/age/data-key.ts'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { addIdentity, findDataKey, recipientsOf } from '../../source/services/data/key-file.ts'
import { userError } from './expect-error.ts'
import { temporaryFolder } from './folders.ts'

const today = new Date('2026-03-04T05:06:07Z')

function fileWith(text: string | Uint8Array, mode = 0o600): string {
  const file = join(temporaryFolder(), 'twin.key')
  writeFileSync(file, text, { mode })
  chmodSync(file, mode)
  return file
}

describe('the key to the private data', () => {
  test('is DATA_KEY before the file, and nothing without both', async () => {
    const { identity } = await makeIdentity()
    const file = fileWith(`${identity}\n`)
    expect(await findDataKey({ DATA_KEY: 'correct horse' }, file)).toEqual({ text: 'correct horse', from: 'DATA_KEY' })
    expect(await findDataKey({ DATA_KEY: ' \n' }, file)).toEqual({ text: `${identity}\n`, from: file })
    expect(await findDataKey({}, join(temporaryFolder(), 'no', 'such.key'))).toBeUndefined()
  })

  test('may be several identities in one file', async () => {
    const [one, two] = [await makeIdentity(), await makeIdentity()]
    const found = await findDataKey({}, fileWith(`# mine\n${one.identity}\n\n${two.identity}\n`))
    expect(await recipientsOf(await parseDataKey(found?.text ?? ''))).toEqual([one.recipient, two.recipient])
  })

  test('of a passphrase has no recipients', async () => {
    expect(await recipientsOf(await parseDataKey('correct horse'))).toEqual([])
  })

  test.each([0o640, 0o604, 0o620, 0o777])('is refused in a file of mode %o', async (mode) => {
    const { identity } = await makeIdentity()
    const file = fileWith(identity, mode)
    const error = await userError(findDataKey({}, file))
    expect(error).toMatchObject({ code: 'DATA_KEY_EXPOSED', nextSteps: [`chmod 600 ${file}`] })
    expect(error.message).not.toContain('AGE-SECRET')
    chmodSync(file, 0o600)
    expect((await findDataKey({}, file))?.text).toBe(identity)
  })

  test('is judged where a link leads', async () => {
    const { identity } = await makeIdentity()
    const link = join(temporaryFolder(), 'link.key')
    symlinkSync(fileWith(identity, 0o644), link)
    expect((await userError(findDataKey({}, link))).code).toBe('DATA_KEY_EXPOSED')
  })

  test.each<[string, () => string]>([
    ['is empty', () => fileWith('\n')],
    ['holds a passphrase', () => fileWith('correct horse battery\n')],
    ['holds a recipient', () => fileWith(`age1${'q'.repeat(58)}\n`)],
    ['holds half an identity', () => fileWith('AGE-SECRET-KEY-1CANARY\n')],
    ['holds bytes', () => fileWith(new Uint8Array([0xff, 0xfe, 0x00, 0x41]))],
    ['is huge', () => sparse(fileWith(''))],
    ['is a folder', () => temporaryFolder()],
    ['lies below a file', () => join(fileWith(''), 'twin.key')],
  ])('in a file that %s is refused in words about that file', async (_, make) => {
    const file = make()
    const error = await userError(findDataKey({}, file))
    expect(error.code).toBe('DATA_KEY_INVALID')
    expect(error.message).toContain(file)
    expect(error.nextSteps.join()).toContain('--key-file')
    expect(`${error.message} ${error.nextSteps.join(' ')}`).not.toMatch(/correct horse|CANARY/)
  })
})

/** 100 GB that take no room: reading them would end the test in another way. */
function sparse(file: string): string {
  truncateSync(file, 100 * 1024 ** 3)
  return file
}

describe('a new identity', () => {
  test('lies in a file of its user alone, in a folder of its user alone', async () => {
    const folder = join(temporaryFolder(), 'config', 'create-digital-twin')
    const file = join(folder, 'digital-twin.key')
    const recipient = await addIdentity(file, undefined, today)
    expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700])
    expect(readdirSync(folder)).toEqual(['digital-twin.key'])
    const found = await findDataKey({}, file)
    expect(await recipientsOf(await parseDataKey(found?.text ?? ''))).toEqual([recipient])
    expect(readFileSync(file, 'utf8')).toMatch(
      new RegExp(`^# Made by create-digital-twin on 2026-03-04\\..*\n# Its recipient: ${recipient}\nAGE-SECRET-KEY-1`),
    )
  })

  test('comes first, and older ones stay with their comments', async () => {
    const { identity, recipient: old } = await makeIdentity()
    const file = fileWith(`# from my laptop\r\n${identity}\r\n`)
    const recipient = await addIdentity(file, await findDataKey({}, file), today)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('# from my laptop')
    expect(await recipientsOf(await parseDataKey(text))).toEqual([recipient, old])
  })

  test('that cannot be kept is a sentence, and the old file stays', async () => {
    const { identity } = await makeIdentity()
    const standing = fileWith(`${identity}\n`)
    const below = join(standing, 'new.key')
    const error = await userError(addIdentity(below, undefined, today))
    expect(error).toMatchObject({ code: 'FILE_NOT_WRITTEN' })
    expect(error.message).toContain(below)
    const folder = temporaryFolder()
    const taken = join(folder, 'taken')
    mkdirSync(join(taken, 'by-a-folder'), { recursive: true })
    expect((await userError(addIdentity(taken, undefined, today))).code).toBe('FILE_NOT_WRITTEN')
    expect(readdirSync(folder)).toEqual(['taken'])
    expect(readFileSync(standing, 'utf8')).toBe(`${identity}\n`)
  })
})
