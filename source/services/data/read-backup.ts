import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'
import { type BackupFile, type BackupManifest, damagedBackup, parseBackup } from './backup-manifest.ts'
import { sha256Of } from './personal-data.ts'
import { lookIntoBackup } from './write-backup.ts'

/**
 * The manifest of a backup whose files are all there and unchanged. Reads every one of them.
 * @throws {UserError} BACKUP_MISSING, BACKUP_DAMAGED, BACKUP_TOO_NEW
 */
export async function readBackup(directory: string): Promise<BackupManifest> {
  const found = await lookIntoBackup(directory)
  if (found === 'nothing' || found === 'other') {
    throw new UserError('BACKUP_MISSING', `${directory} holds no backup of a twin: there is no backup.json in it.`, [
      'Name the folder that twin destroy --backup has made.',
    ])
  }
  const manifest = parseBackup(directory, found.manifest)
  for (const file of manifest.files) await readBackupFile(directory, file)
  return manifest
}

/** One file of it, as it was. @throws {UserError} BACKUP_DAMAGED */
export async function readBackupFile(directory: string, { path, sha256 }: BackupFile): Promise<Uint8Array> {
  const bytes = await readFile(join(directory, path)).catch((problem) => {
    throw damagedBackup(directory, `${path} cannot be read (${problem.code})`)
  })
  if (sha256Of(bytes) !== sha256) throw damagedBackup(directory, `${path} is not what it was`)
  return bytes
}
