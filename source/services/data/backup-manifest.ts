import { join } from 'node:path'
import * as z from 'zod'
import { UserError } from '../../errors.ts'
import { environments } from '../../names.ts'

/** Says what a backup holds; written last, so a folder without it is none. */
export const backupManifestName = 'backup.json'
/** Raised when an older program could not read what a newer one writes. */
const format = 1

/** A folder and a name in it, without a way out and without hidden files. */
const plainPath = /^(?:data\/(?:personal_data|prompts)|conversations|others)(?:\/[^\p{C}/\\:.][^\p{C}/\\:]*)+$/u

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const file = z.strictObject({
  /** Below the backup: `data/personal_data/…` and `data/prompts/…`, laid as `backend/data` is; `conversations/…`. */
  path: z.string().regex(plainPath),
  bytes: z.int().min(0),
  sha256,
  /** What the object was called in its bucket. */
  key: z.string().min(1),
})
const manifest = z.strictObject({
  format: z.literal(format),
  account: z.string().regex(/^\d{12}$/),
  projectName: z.string(),
  environment: z.enum(environments),
  /** ISO 8601, by this computer's clock. */
  made: z.string(),
  /** When the newest object in it was written, by S3's clock. ISO 8601; absent when there was nothing. */
  newest: z.string().optional(),
  /** Of the personal data; absent when there was none. */
  version: z.string().optional(),
  files: z.array(file),
})

export type BackupManifest = z.infer<typeof manifest>
export type BackupFile = z.infer<typeof file>

export const isPlainPath = (path: string) => plainPath.test(path)
export const isDataFile = ({ path }: BackupFile) => path.startsWith('data/')

export const serializeBackup = (content: Omit<BackupManifest, 'format'>) =>
  `${JSON.stringify({ format, ...content }, undefined, 2)}\n`

/** @throws {UserError} BACKUP_DAMAGED, BACKUP_TOO_NEW */
export function parseBackup(directory: string, text: string): BackupManifest {
  const place = join(directory, backupManifestName)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw damagedBackup(directory, `${place} is not JSON`)
  }
  const { success, data } = manifest.safeParse(value)
  if (success) return data
  const newer = z.looseObject({ format: z.int() }).safeParse(value)
  if (newer.success && newer.data.format > format) {
    const message = `The backup in ${directory} has format ${newer.data.format}; this version of the program reads format ${format}.`
    throw new UserError('BACKUP_TOO_NEW', message, ['npm install --global create-digital-twin@latest'])
  }
  throw damagedBackup(directory, `${place} does not say what it should`)
}

/** `reason` completes "The backup in … is damaged: …". */
export const damagedBackup = (directory: string, reason: string) =>
  new UserError('BACKUP_DAMAGED', `The backup in ${directory} is damaged: ${reason}. Nothing was changed.`, [
    'Take another copy of it, if there is one.',
    `What is whole in it can be copied by hand: ${join(directory, 'data')} is laid like backend/data.`,
  ])
