import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AnswerBook } from './answers/answer-book.ts'
import type { Answers } from './answers/questions.ts'
import type { AnswerStore } from './answers/store.ts'
import type { Context, RunEnd, RunOptions } from './context.ts'
import type { UserError } from './errors.ts'
import { projectPaths } from './paths.ts'
import { type AwsClients, createAwsClients } from './services/aws/clients.ts'
import { version } from './version.ts'

export interface ContextInputs {
  readonly flags: Partial<Answers>
  readonly env: Record<string, string | undefined>
  readonly options: RunOptions
  readonly assets: string
  readonly signal: AbortSignal
  /** Aborts `signal` for a reason that the run ends with. */
  readonly stop: (problem: UserError) => void
  /** Called when a damaged answers file was put aside. */
  readonly onSetAside: (path: string) => void
}

/** A context, and the end of its run. */
export interface OwnedContext extends Context {
  /** Does what was asked for by `atEnd`; what fails of it fails alone. */
  end(end: RunEnd): Promise<void>
}

export function createContext(inputs: ContextInputs): OwnedContext {
  const { flags, env, options, assets, signal, stop, onSetAside } = inputs
  const answers = new AnswerBook({ flags, env, saved: {} })
  const found: Context['found'] = {}
  const paths = () => projectPaths(resolve(answers.get('directory')))
  let store: { folder: string; opened: AnswerStore } | undefined
  let clients: { region: string; made: AwsClients } | undefined

  const listeners: (() => Promise<void>)[] = []
  const endings: ((end: RunEnd) => Promise<void>)[] = []
  const openStore = async () => {
    const folder = paths().twin
    if (store?.folder !== folder) {
      const { openAnswerStore } = await import('./answers/store.ts')
      store = { folder, opened: openAnswerStore(folder) }
      if (store.opened.setAside) onSetAside(store.opened.setAside)
      answers.adopt(store.opened.saved)
    }
    return store.opened
  }
  const hasProject = () => answers.find('directory') !== undefined && existsSync(paths().twin)

  return {
    answers,
    options,
    found,
    signal,
    version,
    assets,
    env,
    paths,
    aws: () => {
      const region = answers.get('region')
      if (clients?.region !== region) clients = { region, made: createAwsClients(region) }
      return clients.made
    },
    forgetCredentials: () => {
      clients = undefined
    },
    loadAnswers: async () => {
      if (hasProject()) await openStore()
    },
    whenAnswered: (listener) => {
      listeners.push(listener)
    },
    atEnd: (work) => {
      endings.unshift(work)
    },
    stop,
    end: async (end) => {
      for (const work of endings.splice(0)) await work(end).catch(() => undefined)
    },
    saveAnswers: async () => {
      for (const listener of listeners) await listener()
      if (!hasProject() || options.dryRun) return
      const { save, saved } = await openStore()
      save({ ...answers.known(), ...unconfirmed(found, answers, saved) })
    },
  }
}

/**
 * Answers that nobody has confirmed stay what they were: a model that Bedrock does not know, or a private repository
 * that could not be reached, would stop every later run.
 */
function unconfirmed(found: Context['found'], answers: AnswerBook, saved: Partial<Answers>): Partial<Answers> {
  // They are as at the last deployment, which went through with them.
  if (found.standing) return {}
  const isReached = found.data ?? found.remoteData ?? found.published
  return {
    ...(found.model ? {} : { model: saved.model }),
    ...(isReached || answers.find('dataSource') !== 'private'
      ? {}
      : { dataSource: saved.dataSource, privateRepo: saved.privateRepo }),
  }
}
