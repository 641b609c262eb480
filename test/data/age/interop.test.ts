import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { describe, expect, test, vi } from 'vitest'
import { makeIdentity } from '../../../source/services/data/age/identity.ts'
import { findAge } from '../../support/age-program.mjs'
import { repository } from '../../support/repository.ts'
import { userError } from '../expect-error.ts'
import { temporaryFolder } from '../folders.ts'
import { decrypted, encrypted } from './pieces.ts'

// Milliseconds: the program may have to be fetched first.
vi.setConfig({ testTimeout: 180_000 })

const { age, keygen } = findAge(repository)
const chunk = 64 * 1024
const lengths = [0, 1, 1000, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17]
const passphrase = 'correct horse battery staple'

const runAge = (args: readonly string[], input: Uint8Array) =>
  execFileSync(age, args, { input, maxBuffer: 64 * 1024 * 1024, stdio: ['pipe', 'pipe', 'pipe'] })

const identityFile = (text: string) => {
  const path = join(temporaryFolder(), 'identity.txt')
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** age asks for a passphrase on a terminal only. */
function typePassphrase(args: readonly string[], folder: string): Promise<number> {
  const terminal = spawn(age, [...args], { cwd: folder, env: { PATH: process.env.PATH, TERM: 'xterm' } })
  let seen = ''
  terminal.onData((text) => {
    seen += text
    if (!/passphrase[^:]*: ?/i.test(seen)) return
    seen = ''
    terminal.write(`${passphrase}\r`)
  })
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)))
}

describe('what we encrypt, age opens', () => {
  test.each(lengths)('%d bytes, by each of three recipients', async (length) => {
    const plain = randomBytes(length)
    const people = await Promise.all([makeIdentity(), makeIdentity(), makeIdentity()])
    const file = await encrypted(plain, { recipients: people.map(({ recipient }) => recipient) }, 10_000)
    for (const { identity } of people) {
      expect(runAge(['--decrypt', '--identity', identityFile(identity)], file).equals(plain)).toBe(true)
    }
    const stranger = await makeIdentity()
    expect(() => runAge(['--decrypt', '--identity', identityFile(stranger.identity)], file)).toThrow(/no identity/)
  })

  test('with a passphrase', async () => {
    const folder = temporaryFolder()
    const plain = randomBytes(chunk + 5)
    writeFileSync(join(folder, 'file.age'), await encrypted(plain, { passphrase }))
    expect(await typePassphrase(['--decrypt', '--output', 'file', 'file.age'], folder)).toBe(0)
    expect(readFileSync(join(folder, 'file')).equals(plain)).toBe(true)
  })
})

describe('what age encrypts, we open', () => {
  test.each(lengths)('%d bytes, binary and armored, by a key of age-keygen', async (length) => {
    const plain = randomBytes(length)
    const text = execFileSync(keygen, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()
    const recipient = /public key: (age1\w+)/.exec(text)?.[1] ?? ''
    const other = await makeIdentity()
    for (const form of [[], ['--armor']]) {
      const file = runAge([...form, '--recipient', other.recipient, '--recipient', recipient], plain)
      // The whole text of the identity file, comments and all, is a DATA_KEY.
      for (const size of [1 << 20, 777]) expect((await decrypted(file, text, size)).equals(plain)).toBe(true)
      expect((await decrypted(file, `${other.identity}\r\n`)).equals(plain)).toBe(true)
      expect((await userError(decrypted(file, (await makeIdentity()).identity))).code).toBe('DATA_KEY_WRONG')
    }
  })

  test('with a passphrase', async () => {
    const folder = temporaryFolder()
    const plain = randomBytes(chunk + 5)
    writeFileSync(join(folder, 'file'), plain)
    expect(await typePassphrase(['--encrypt', '--passphrase', '--output', 'file.age', 'file'], folder)).toBe(0)
    const file = readFileSync(join(folder, 'file.age'))
    expect((await decrypted(file, `${passphrase}\n`)).equals(plain)).toBe(true)
    expect((await userError(decrypted(file, `${passphrase}!`))).code).toBe('DATA_KEY_WRONG')
  })
})
