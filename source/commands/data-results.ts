import type { Context } from '../context.ts'
import type { StepResult } from '../engine/run-steps.ts'
import { exitCodes } from '../errors.ts'
import { describeData } from '../services/data/describe-data.ts'
import type { PrivateSpot } from '../services/data/public-lint/private-spot.ts'
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

export function initialised(context: Context, results: readonly StepResult[]): Result {
  const file = keyFileOf(context)
  const isInVariable = Boolean(context.env.DATA_KEY?.trim())
  return {
    data: { changed: isChanged(results), ...(isInVariable ? {} : { keyFile: file }) },
    notice: {
      title: isChanged(results) ? 'Your data can be encrypted now' : 'Nothing to change: there is a key',
      lines: [
        ...(isInVariable
          ? []
          : [`- Keep a copy of ${file}, such as in a password manager: without it nobody opens the data.`]),
        '- Who else is to open it stands in backend/data/recipients.txt, one age recipient a line.',
        `- Encrypt and upload: twin data push --private-repo ${place(context)}`,
        ...(isInVariable ? [] : [`- For GitHub Actions: gh secret set DATA_KEY < ${file}`]),
      ],
    },
  }
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
      title: found.published
        ? `Version ${version} is in ${place(context)}`
        : `Nothing to transfer: version ${version} is in ${place(context)}`,
      lines: [
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
      title: isReplaced
        ? `Version ${version} is in backend/data`
        : `Nothing to change: version ${version} is in backend/data`,
      lines: data ? describeData(data).map((line) => `- ${line}`) : [],
    },
  }
}

export function rekeyed(context: Context): Result {
  const { published } = context.found
  return {
    data: { changed: published !== undefined, ...(published ? { file: published.name } : {}) },
    notice: {
      title: published
        ? `${published.name} is for the new recipients`
        : 'Nothing to change: it is for these recipients',
      lines: published
        ? [
            `- Older files stay in the history of ${place(context)}, and older keys open them: delete them there if a key was lost.`,
            '- Whoever could read the data before may have a copy; nothing takes that back.',
            '- Where the key changed, set it anew, such as: gh secret set DATA_KEY',
          ]
        : [],
    },
  }
}

export function checked(context: Context): Result {
  const data = need(context, 'data')
  const spots = data.privateSpots ?? []
  return {
    data: {
      version: data.version,
      files: data.files.map(({ path, bytes, sha256 }) => ({ path, bytes: bytes.length, sha256 })),
      leftOut: data.leftOut ?? [],
      notes: data.notes ?? [],
      privateSpots: spots,
    },
    notice: {
      title: 'What the twin will know',
      tone: spots.length > 0 ? 'warning' : 'calm',
      lines: describeData(data).map((line) => `- ${line}`),
      ...(spots.length > 0 ? { sections: spotSections(spots) } : {}),
    },
  }
}

const mostSpots = 20

function spotSections(spots: readonly PrivateSpot[]) {
  const shown = spots.slice(0, mostSpots)
  return [
    {
      title: 'Looks private: visitors can ask for it',
      rows: shown.map(({ path, line, kind, masked }) => ({
        mark: 'doubt' as const,
        label: `${path}:${line}`,
        text: `${kind} ${masked}`,
      })),
      ...(spots.length > shown.length ? { more: `and ${spots.length - shown.length} more` } : {}),
    },
    {
      title: 'Meant for everybody? Put its word into backend/data/public.txt',
      rows: shown.map(({ hash, masked }) => ({ mark: 'good' as const, label: hash, text: masked })),
    },
  ]
}
