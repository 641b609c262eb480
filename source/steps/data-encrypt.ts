import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import type { EncryptedFile } from '../found.ts'
import { encryptWhole } from '../services/data/archive/open-encrypted.ts'
import { archiveName } from '../services/data/archive/pack.ts'
import { type ChosenLock, chooseLock } from '../services/data/choose-lock.ts'
import { formatBytes } from '../services/data/describe-data.ts'
import { writeWhole } from '../services/write-whole.ts'
import { keyOf } from './data-access.ts'
import { need } from './need.ts'

interface EncryptFacts {
  readonly chosen: ChosenLock
  readonly path: string
  readonly written: EncryptedFile | undefined
}

/**
 * Writes the data as one encrypted file.
 * @param output the file; without it, one named after the version in the project's folder.
 */
export function dataEncrypt(output: string | undefined): Step<Context, EncryptFacts> {
  return {
    id: 'encrypt',
    title: 'Encrypted file',
    needs: ['local-data'],
    inspect: async (context) => {
      const chosen = await chooseLock(context.paths().data, await keyOf(context))
      const path = output ?? join(context.paths().root, archiveName(need(context, 'localData').version, chosen.tag))
      return { chosen, path, written: context.found.encryptedFile }
    },
    assess: ({ chosen, path, written }) => {
      if (!written) return { status: 'missing', plan: [`Write ${path}, for ${chosen.words}.`] }
      const detail = [`${path}, ${formatBytes(written.size)}, for ${chosen.words}`, ...chosen.notes].join(' · ')
      return { status: 'satisfied', detail }
    },
    apply: async (context, { chosen, path }) => {
      const bytes = await encryptWhole(need(context, 'localData'), chosen.lock)
      await writeEncrypted(path, bytes)
      context.found.encryptedFile = { path, size: bytes.length, words: chosen.words }
    },
  }
}

/** @throws {UserError} FILE_NOT_WRITTEN. */
async function writeEncrypted(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeWhole(path, bytes)
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException
    if (code === undefined) throw problem
    throw new UserError('FILE_NOT_WRITTEN', `The encrypted file could not be written: ${message}.`, [
      'twin data encrypt --output <file>   # somewhere you may write',
    ])
  }
}
