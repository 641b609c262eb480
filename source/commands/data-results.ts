import type { Context } from '../context.ts'
import type { StepResult } from '../engine/run-steps.ts'
import { exitCodes } from '../errors.ts'
import { quoted } from '../services/build/package-parts.ts'
import { isDataFile } from '../services/data/backup-manifest.ts'
import { describeData } from '../services/data/describe-data.ts'
import { keyFileOf } from '../steps/data-access.ts'
import { need } from '../steps/need.ts'
import type { Result } from './command.ts'

/** What a dry run ends with; undefined when something was done, or there was nothing to do. */
export function pending(results: readonly StepResult[]): Result | undefined {
  const planned = results.filter(({ outcome }) => outcome === 'planned')
  if (planned.length === 0) return undefined
  return {
    data: { dryRun: true, changed: false, pending: true, plan: planned.flatMap(({ plan = [] }) => plan) },
    exitCode: exitCodes.changesPending,
    notice: {
      title: 'Changes are pending; none was made',
      lines: ['Run the same command without --dry-run to make them.'],
    },
  }
}

const isChanged = (results: readonly StepResult[]) => results.some(({ outcome }) => outcome === 'applied')
const place = ({ answers }: Context) => answers.find('privateRepo') ?? 'owner/name'
/** As the steps show it; the whole of it is in the facts. */
const short = (version: string | undefined) => version?.slice(0, 8)

/** A file below the home as a shell understands it and a narrow terminal shows it. */
function inHome(file: string, { env }: Context): string {
  const home = env.HOME
  return home && file.startsWith(`${home}/`) ? `~/${quoted(file.slice(home.length + 1))}` : quoted(file)
}

const nothingToChange = 'Nothing to change'

/** @param isNew another key took the place of one. */
export function initialised(context: Context, results: readonly StepResult[], isNew: boolean): Result {
  const file = keyFileOf(context)
  const shown = inHome(file, context)
  const isInVariable = Boolean(context.env.DATA_KEY?.trim())
  return {
    data: { changed: isChanged(results), ...(isInVariable ? {} : { keyFile: file }) },
    notice: {
      title: titleOfKey(isChanged(results), isNew),
      lines: [
        ...(isInVariable
          ? []
          : [`- Keep a copy of ${shown}, such as in a password manager: without it nobody opens the data.`]),
        '- Who else is to open it stands in backend/data/recipients.txt, one age recipient a line.',
        isNew
          ? `- What is uploaded is for the old key still. Change that: twin data rekey --private-repo ${place(context)}`
          : `- Encrypt and upload: twin data push --private-repo ${place(context)}`,
        ...(isInVariable ? [] : [`- For GitHub Actions: gh secret set DATA_KEY < ${shown}`]),
      ],
    },
  }
}

function titleOfKey(isMade: boolean, isNew: boolean): string {
  if (!isMade) return 'Nothing to change: there is a key'
  return isNew ? 'There is a new key' : 'Your data can be encrypted now'
}

export function encrypted(context: Context): Result {
  const { path, size } = need(context, 'encryptedFile')
  const { version } = need(context, 'localData')
  return {
    data: { changed: true, file: path, bytes: size, version },
    notice: {
      title: 'Encrypted',
      lines: [path, '', `- Upload it yourself, or: twin data push --private-repo ${place(context)}`],
    },
  }
}

export function pushed(context: Context): Result {
  const { found, answers, options } = context
  const { version } = need(context, 'localData')
  return {
    data: {
      changed: found.published !== undefined,
      version,
      file: (found.published ?? found.remoteData?.newest)?.name,
    },
    notice: {
      title: found.published ? 'Encrypted and uploaded' : 'Nothing to transfer',
      lines: [
        `- Version ${short(version)} is in ${place(context)}.`,
        '- From now on deployments read it from there; --use-local takes backend/data instead.',
        `- Deploy: twin deploy ${answers.get('environment')}${options.sameAccount}`,
      ],
    },
  }
}

export function pulled(context: Context): Result {
  const { found } = context
  const data = found.remoteData?.data
  const version = data?.version ?? found.localData?.version
  const isReplaced = data !== undefined && data.version !== found.localData?.version
  return {
    data: { changed: isReplaced, version, file: found.remoteData?.newest?.name },
    notice: {
      title: isReplaced ? `Version ${short(version)} is in backend/data` : nothingToChange,
      lines:
        isReplaced && data
          ? describeData(data).map((line) => `- ${line}`)
          : [`- Version ${short(version)} is in backend/data.`],
    },
  }
}

export function rekeyed(context: Context): Result {
  const { published } = context.found
  return {
    data: { changed: published !== undefined, ...(published ? { file: published.name } : {}) },
    notice: {
      title: published ? 'Encrypted anew' : nothingToChange,
      lines: published
        ? [
            `- ${published.name} is in ${place(context)}.`,
            `- Older files stay in the history of ${place(context)}, and older keys open them: delete them there if a key was lost.`,
            '- Whoever could read the data before may have a copy; nothing takes that back.',
            '- Where the key changed, set it anew, such as: gh secret set DATA_KEY',
          ]
        : [`- What is in ${place(context)} is for these recipients.`],
    },
  }
}

/** @param results of putting data and conversations back. */
export function restored(context: Context, results: readonly StepResult[]): Result {
  const { answers, found, options } = context
  const backup = need(context, 'backup')
  const environment = answers.get('environment')
  const isPlaced = found.conversationsPlaced !== undefined
  const conversations = backup.files.filter((file) => !isDataFile(file)).length
  const again = `twin data restore <the same folder>${options.sameAccount}`
  return {
    data: {
      changed: isChanged(results),
      ...(backup.version === undefined ? {} : { version: backup.version }),
      conversations,
      conversationsRestored: isPlaced,
    },
    notice: {
      title: isChanged(results) ? 'Restored' : nothingToChange,
      lines: [
        ...(backup.version === undefined ? [] : [`- Version ${short(backup.version)} is in backend/data.`]),
        ...(isPlaced
          ? [`- The ${environment} twin has ${conversations} conversations of the backup.`]
          : [`- ${environment} is not deployed, so there is no place for ${conversations} conversations yet.`]),
        `- Deploy: twin deploy ${environment} --use-local${options.sameAccount}`,
        ...(isPlaced ? [] : [`- Then: ${again}   # puts the conversations there`]),
      ],
    },
  }
}
