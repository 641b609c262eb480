import { resolve } from 'node:path'
import { exitCodes, UserError } from '../errors.ts'
import {
  checkDataPlan,
  encryptDataPlan,
  fetchDataPlan,
  initDataPlan,
  lossPlan,
  openBackupPlan,
  pushDataPlan,
  rekeyDataPlan,
  replaceDataPlan,
  talkPlan,
} from '../plans/data-plans.ts'
import { isDataFile } from '../services/data/backup-manifest.ts'
import { finishReplacement } from '../services/data/replace-data.ts'
import { need } from '../steps/need.ts'
import type { Command, Result, Runtime } from './command.ts'
import { checked } from './data-checked.ts'
import { encrypted, initialised, pending, pulled, pushed, rekeyed, restored } from './data-results.ts'
import { requireProject } from './require-project.ts'

/** The private data path: from files on a laptop to an encrypted private repository, and back. */
export const data: Command = {
  prepare: requireProject,
  run: async (runtime) => {
    const { context, flags, positionals } = runtime
    const verb = verbs[positionals[0] ?? '']
    if (positionals[1] !== undefined && positionals[0] !== 'restore') throw unknownVerb(positionals.join(' '))
    if (!verb) throw unknownVerb(positionals[0])
    if (typeof flags.keyFile === 'string') context.env.DATA_KEY_FILE = resolve(flags.keyFile)
    if (!context.options.dryRun) await finishReplacement(context.paths().data)
    // Whoever sends data there or fetches it from there wants the twin to have it from there, too.
    if (remoteVerbs.has(positionals[0] ?? '')) context.answers.set('dataSource', 'private')
    return verb(runtime)
  },
}

const verbs: Readonly<Record<string, (runtime: Runtime) => Promise<Result>>> = {
  init: async ({ context, flags, perform }) => {
    const isNew = flags.newKey === true
    const results = await perform(initDataPlan(isNew))
    return pending(results) ?? initialised(context, results, isNew)
  },
  encrypt: async ({ context, flags, perform }) => {
    const output = typeof flags.output === 'string' ? resolve(flags.output) : undefined
    const results = await perform(encryptDataPlan(output))
    return pending(results) ?? encrypted(context)
  },
  push: async ({ context, perform }) => {
    const results = await perform(pushDataPlan)
    return pending(results) ?? pushed(context)
  },
  pull: async ({ context, perform }) => {
    await perform(fetchDataPlan)
    await perform(lossPlan)
    const results = await perform(replaceDataPlan(context))
    return pending(results) ?? pulled(context)
  },
  check: async ({ context, perform }) => {
    // Looking is harmless: without a word about it, what is here is looked at.
    if (context.answers.find('dataSource') === undefined) context.answers.set('dataSource', 'local', 'default')
    await perform(checkDataPlan)
    return checked(context)
  },
  rekey: async ({ context, perform }) => {
    const results = await perform(rekeyDataPlan)
    return pending(results) ?? rekeyed(context)
  },
  restore: async ({ context, perform, positionals }) => {
    const directory = positionals[1]
    if (directory === undefined) throw noDirectory()
    await perform(openBackupPlan(resolve(directory)))
    await perform(lossPlan)
    const { version, files } = need(context, 'backup')
    const data = version === undefined ? [] : await perform(replaceDataPlan(context))
    const talks = files.every(isDataFile) ? [] : await perform(talkPlan(resolve(directory)))
    const results = [...data, ...talks]
    return pending(results) ?? restored(context, results)
  },
}

const noDirectory = () =>
  new UserError(
    'WRONG_USAGE',
    'Which backup? It is a folder that twin destroy --backup has made.',
    ['twin data restore <directory>'],
    exitCodes.usage,
  )

const remoteVerbs = new Set(['push', 'pull', 'rekey'])

const unknownVerb = (word: string | undefined) =>
  new UserError(
    'WRONG_USAGE',
    word === undefined ? 'What about the data?' : `“${word}” is none of ${Object.keys(verbs).join(', ')}.`,
    Object.keys(verbs).map((verb) => `twin data ${verb}${verb === 'restore' ? ' <directory>' : ''}`),
    exitCodes.usage,
  )
