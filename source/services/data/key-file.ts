import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UserError } from '../../errors.ts'
import { writeWhole } from '../write-whole.ts'
import { type DataKey, parseDataKey } from './age/data-key.ts'
import { makeIdentity, recipientOf } from './age/identity.ts'

export interface FoundKey {
  /** As it stands in DATA_KEY or in the file. A secret. */
  readonly text: string
  /** `DATA_KEY`, or the file's path. */
  readonly from: string
}

/** More than hundreds of identities have. Bytes. */
const largest = 64 * 1024

/**
 * The key to the private data: the variable DATA_KEY, otherwise what is in the key file; undefined without both.
 * @throws {UserError} DATA_KEY_EXPOSED when others may read the file, DATA_KEY_INVALID when it cannot be read.
 */
export async function findDataKey(
  env: Readonly<Record<string, string | undefined>>,
  file: string,
): Promise<FoundKey | undefined> {
  if (env.DATA_KEY?.trim()) return { text: env.DATA_KEY, from: 'DATA_KEY' }
  const seen = await stat(file).catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return undefined
    throw unreadable(file, problem)
  })
  if (!seen) return undefined
  if (!seen.isFile() || seen.size > largest) throw invalidFile(file, 'is no file of keys')
  if (process.platform !== 'win32' && (seen.mode & 0o077) !== 0) {
    throw new UserError('DATA_KEY_EXPOSED', `Others on this computer may read or change the key file ${file}.`, [
      `chmod 600 ${file}`,
    ])
  }
  const text = await readFile(file, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    throw unreadable(file, problem)
  })
  // A passphrase is for DATA_KEY: what is in a file of ours was made to be an identity.
  const key = await parseDataKey(text, file)
  if (key.kind === 'passphrase') throw invalidFile(file, 'holds no age identity (AGE-SECRET-KEY-1…)')
  return { text, from: file }
}

const invalidFile = (file: string, why: string) =>
  new UserError('DATA_KEY_INVALID', `${file} ${why}.`, [
    'Put the identity back there, or name another: --key-file <file>',
  ])

const unreadable = (file: string, { code = '' }: NodeJS.ErrnoException) => invalidFile(file, `cannot be read (${code})`)

/** Who could write for the holder of a key; nothing for a passphrase. */
export async function recipientsOf(key: DataKey): Promise<readonly string[]> {
  return key.kind === 'identities' ? Promise.all(key.identities.map(recipientOf)) : []
}

/**
 * Makes an identity and keeps it in a file that only this user can read; older identities stay below it, for what
 * was encrypted with them.
 * @returns the recipient of the new identity, which is no secret.
 * @throws {UserError} FILE_NOT_WRITTEN.
 */
export async function addIdentity(file: string, older: FoundKey | undefined, now: Date): Promise<string> {
  const { identity, recipient } = await makeIdentity()
  const lines = [
    `# Made by create-digital-twin on ${now.toISOString().slice(0, 10)}. Opens the private data: keep it secret, and keep a copy.`,
    `# Its recipient: ${recipient}`,
    identity,
    '',
  ]
  await writeSecret(file, `${lines.join('\n')}${older ? `\n${older.text.trim()}\n` : ''}`)
  return recipient
}

/** All of it or nothing, for this user alone from the first byte on. */
async function writeSecret(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeWhole(file, text, 0o600)
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException
    if (code === undefined) throw problem
    throw new UserError('FILE_NOT_WRITTEN', `The key file ${file} could not be written (${code}).`, [
      'twin data init --key-file ~/digital-twin.key   # or another place where you may write',
    ])
  }
}
