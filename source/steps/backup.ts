import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { type BackupManifest, isDataFile, parseBackup } from '../services/data/backup-manifest.ts'
import { incomplete, lookIntoBackup, openBackup } from '../services/data/write-backup.ts'
import { type BackupContent, backupContent, copyContent } from './backup-content.ts'
import { need, targetOf } from './need.ts'

interface Facts {
  readonly content: BackupContent
  readonly folder: 'nothing' | 'other' | BackupManifest
}

/** The folder that was named; undefined when no copy is wanted. */
export const backupFolder = ({ answers }: Context) => {
  const named = answers.find('backup')
  return named === undefined ? undefined : resolve(named)
}

/** Copies data and conversations to this computer before anything is removed: all of it, read back, or nothing. */
export const backup: Step<Context, Facts | undefined> = {
  id: 'backup',
  title: 'Backup',
  inspect: async (context) => {
    const directory = backupFolder(context)
    if (directory === undefined) return undefined
    const [content, found] = await Promise.all([backupContent(context), lookIntoBackup(directory)])
    const folder = typeof found === 'string' ? found : parseBackup(directory, found.manifest)
    if (typeof folder !== 'string') context.found.backup = folder
    return { content, folder }
  },
  assess: (facts, context) => {
    const directory = backupFolder(context)
    if (!facts || directory === undefined) return { status: 'satisfied', detail: 'none wanted' }
    const { content, folder } = facts
    const { pointer, conversations } = content
    if (folder === 'nothing') {
      if (!pointer && conversations.length === 0) return { status: 'satisfied', detail: 'there is nothing to keep' }
      const data = pointer ? `${pointer.files.length} files of personal data and ` : ''
      return { status: 'missing', plan: [`Copy ${data}${conversations.length} conversations to ${directory}.`] }
    }
    const isOurs = folder !== 'other' && isOfTarget(folder, context)
    // What is said from now on is cut off with the twin itself.
    if (isOurs && (context.found.isBackedUp || covers(folder, content)))
      return { status: 'satisfied', detail: inWords(folder) }
    return {
      status: 'blocked',
      problem: inUse(directory, isOurs ? 'is older than what is to be removed' : 'is in use'),
    }
  },
  apply: async (context, facts, report) => {
    const directory = backupFolder(context)
    if (!facts || directory === undefined) return
    // Nothing of what was uploaded may be missing from a copy that is called complete.
    const { data } = facts.content
    if (!facts.content.pointer && (dataObjects(context) ?? 0) > 0)
      throw incomplete(directory, `current.json in ${data.bucket} does not say which version is current`)
    const writer = await openBackup(directory)
    await copyContent(directory, facts.content, writer, report)
    const { account, projectName, environment } = targetOf(context)
    const { pointer, newest } = facts.content
    await writer.finish({
      account,
      projectName,
      environment,
      made: new Date().toISOString(),
      ...(newest > 0 ? { newest: new Date(newest).toISOString() } : {}),
      ...(pointer ? { version: pointer.version } : {}),
    })
    context.found.isBackedUp = true
  },
}

/** What a visitor of the data bucket saw when everything was counted. */
function dataObjects(context: Context): number | undefined {
  const [, data] = need(context, 'inventory')
  return data?.count?.objects
}

const isOfTarget = (manifest: BackupManifest, context: Context) => {
  const { account, projectName, environment } = targetOf(context)
  return manifest.account === account && manifest.projectName === projectName && manifest.environment === environment
}

/**
 * An interrupted removal goes on with the backup that it had made. Old versions come to light while the newest are
 * being deleted, so not what is there counts, but whether it is newer than all that was copied.
 */
function covers({ newest, files }: BackupManifest, content: BackupContent): boolean {
  const last = newest === undefined ? 0 : Date.parse(newest)
  const copied = new Set(files.map(({ key }) => key))
  return (
    content.newest <= last && content.conversations.every(({ key, modified }) => modified < last || copied.has(key))
  )
}

export function inWords({ version, files }: BackupManifest): string {
  const data = files.filter(isDataFile).length
  const conversations = files.length - data
  const talks = `${conversations} ${conversations === 1 ? 'conversation' : 'conversations'}`
  return version === undefined ? talks : `${data} files of personal data, ${talks}`
}

const inUse = (directory: string, how: string) =>
  new UserError('BACKUP_FOLDER_IN_USE', `The folder ${directory} ${how}. Nothing was removed.`, [
    'Name a folder that is empty or does not exist: --backup <directory>',
  ])
