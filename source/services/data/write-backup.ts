import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UserError } from '../../errors.ts'
import {
  type BackupFile,
  type BackupManifest,
  backupManifestName,
  isPlainPath,
  serializeBackup,
} from './backup-manifest.ts'
import { sha256Of } from './personal-data.ts'

export interface BackupWriter {
  /** Writes one file, for this user alone. */
  put(path: string, key: string, bytes: Uint8Array): Promise<void>
  /** Reads all of it back, and only then gives the backup its name. */
  finish(facts: Omit<BackupManifest, 'format' | 'files'>): Promise<BackupManifest>
}

/** Beside its final place, so that a folder of that name is whole or not there; what a killed run left is removed. */
const incomingOf = (directory: string) => join(dirname(directory), `.${basename(directory)}.incoming`)

/**
 * Begins a backup in a folder that is empty or does not exist.
 * @throws {UserError} BACKUP_INCOMPLETE when it cannot be written; nothing is at `directory` then.
 */
export async function openBackup(directory: string): Promise<BackupWriter> {
  const incoming = incomingOf(directory)
  const files: BackupFile[] = []
  await guarded(directory, async () => {
    await rm(incoming, { recursive: true, force: true })
    await mkdir(incoming, { recursive: true, mode: 0o700 })
    // It may lie in the project, and must be no part of a commit.
    await writeFile(join(incoming, '.gitignore'), '*\n', { mode: 0o600 })
  })
  return {
    put: (path, key, bytes) =>
      guarded(directory, async () => {
        if (!isPlainPath(path)) throw incomplete(directory, `${JSON.stringify(key)} is no name for a file here`)
        await mkdir(dirname(join(incoming, path)), { recursive: true, mode: 0o700 })
        await writeFile(join(incoming, path), bytes, { mode: 0o600, flag: 'wx', flush: true })
        files.push({ path, bytes: bytes.length, sha256: sha256Of(bytes), key })
      }),
    finish: (facts) =>
      guarded(directory, async () => {
        for (const { path, sha256 } of files) {
          if (sha256Of(await readFile(join(incoming, path))) !== sha256)
            throw incomplete(directory, `${path} does not read as it was written`)
        }
        const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
        const text = serializeBackup({ ...facts, files: sorted })
        await writeFile(join(incoming, backupManifestName), text, { mode: 0o600, flush: true })
        // An empty folder may stand in its place; one that was filled meanwhile refuses to go.
        await rmdir(directory).catch((problem) => {
          if (problem.code !== 'ENOENT') throw problem
        })
        await rename(incoming, directory)
        return JSON.parse(text) as BackupManifest
      }),
  }
}

/** What is in a folder: nothing (also when there is none), a backup's manifest as text, or something else. */
export async function lookIntoBackup(directory: string): Promise<'nothing' | 'other' | { readonly manifest: string }> {
  const names = await readdir(directory).catch((problem) => {
    if (problem.code === 'ENOENT') return []
    if (problem.code === 'ENOTDIR') return ['a file']
    throw incomplete(directory, `it cannot be looked into (${problem.code})`)
  })
  if (names.length === 0) return 'nothing'
  if (!names.includes(backupManifestName)) return 'other'
  return { manifest: await readFile(join(directory, backupManifestName), 'utf8') }
}

/** `reason` completes "The backup in … is not complete: …". */
export const incomplete = (directory: string, reason: string) =>
  new UserError('BACKUP_INCOMPLETE', `The backup in ${directory} is not complete: ${reason}. Nothing was removed.`, [
    'Run the same command again when the reason is gone, or name another folder with --backup.',
  ])

async function guarded<Value>(directory: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (problem) {
    const { code } = problem as { code?: unknown }
    if (problem instanceof UserError || typeof code !== 'string') throw problem
    throw incomplete(directory, `this computer refused to write it (${code})`)
  }
}
