import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { memoryBucketName } from '../names.ts'
import { doAll } from '../services/aws/objects.ts'
import { listObjects } from '../services/aws/objects-read.ts'
import { restoreObject } from '../services/aws/objects-restore.ts'
import { type BackupManifest, isDataFile } from '../services/data/backup-manifest.ts'
import { checkData } from '../services/data/check-data.ts'
import { readBackup, readBackupFile } from '../services/data/read-backup.ts'
import { readStanding } from './data-pull.ts'
import { readRecord } from './deployment-places.ts'
import { need, targetOf } from './need.ts'

/** A backup, read whole and held against its checksums; its data is checked as any other is. */
export const openedBackup = (directory: string): Step<Context, BackupManifest> => ({
  id: 'backup',
  title: 'Backup',
  needs: [],
  inspect: async (context) => {
    const { found } = context
    const manifest = await readBackup(directory)
    found.backup = manifest
    const local = await readStanding(context)
    if (local) found.localData = local
    const files = await Promise.all(
      manifest.files.filter(isDataFile).map(async (file) => ({
        path: file.path.replace(/^data\//, ''),
        bytes: await readBackupFile(directory, file),
      })),
    )
    if (files.length === 0) return manifest
    const data = await checkData(files, directory, { unknownFiles: 'carry' })
    found.remoteData = { newest: undefined, ...(data.version === local?.version ? {} : { data }) }
    return manifest
  },
  assess: ({ files, environment, made }) => ({
    status: 'satisfied',
    detail: `${files.length} files of ${environment}, made ${made.slice(0, 10)}`,
  }),
})

interface Facts {
  /** Absent while there is no whole twin for them. */
  readonly missing: BackupManifest['files'] | undefined
}

/** Puts conversations back that the memory bucket has not; what was said since stays as it is. */
export const restoreConversations = (directory: string): Step<Context, Facts> => ({
  id: 'restore-conversations',
  title: 'Conversations',
  needs: ['identity'],
  inspect: async (context) => {
    // A bucket that an interrupted run left half made is made anew, and would not be as long as something is in it.
    const record = await readRecord(context, need(context, 'identity').account)
    const stored = record?.state === 'whole' ? await listObjects(await scopeOf(context)) : undefined
    if (!stored) return { missing: undefined }
    const there = new Set(stored.map(({ key }) => key))
    const talks = need(context, 'backup').files.filter((file) => !isDataFile(file))
    context.found.conversationsPlaced = talks.length
    return { missing: talks.filter(({ key }) => !there.has(key)) }
  },
  assess: ({ missing }, { answers }) => {
    if (!missing) return { status: 'satisfied', detail: `${answers.get('environment')} is not deployed yet` }
    return missing.length === 0
      ? { status: 'satisfied', detail: 'all there' }
      : { status: 'missing', plan: [`Put ${missing.length} conversations back.`] }
  },
  apply: async (context, { missing = [] }, report) => {
    const scope = await scopeOf(context)
    let done = 0
    await doAll(
      missing,
      async (file) => {
        await restoreObject(scope, file.key, await readBackupFile(directory, file))
        done += 1
        report('Putting conversations back', { done, total: missing.length })
      },
      context.signal,
    )
  },
})

const scopeOf = async (context: Context) => ({
  s3: await context.aws().s3(),
  bucket: memoryBucketName(targetOf(context)),
  account: need(context, 'identity').account,
  signal: context.signal,
})
