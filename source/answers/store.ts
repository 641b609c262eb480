import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { UserError } from '../errors.ts'
import { type Answers, savedKeys } from './questions.ts'
import { answersVersion, parseSavedAnswers } from './schema.ts'

export interface AnswerStore {
  readonly saved: Partial<Answers>
  /** Where a file that could not be read was kept, for the user to look at. */
  readonly setAside?: string
  save(answers: Partial<Answers>): void
}

const configName = 'answers'

/** True when there is nothing to read, so that the store (and conf) need not be loaded yet. */
export const hasNoAnswers = (folder: string) => !existsSync(join(folder, `${configName}.json`))

/**
 * The answers kept in `folder`, written atomically and readable by the user alone. A file that is
 * not ours or is damaged is renamed, never erased, and the answers start anew.
 */
export function openAnswerStore(folder: string): AnswerStore {
  const opened = openConf(folder)
  const { version, answers = {} } = opened.conf.store
  if (typeof version === 'number' && version > answersVersion) {
    throw new UserError(
      'ANSWERS_TOO_NEW',
      `The saved answers in ${folder} were written by a newer version of this program.`,
      ['Update it: npx create-digital-twin@latest'],
    )
  }
  const isOurs = typeof version === 'number' || Object.keys(opened.conf.store).length === 0
  const saved = isOurs ? parseSavedAnswers(answers) : undefined
  if (saved === undefined) {
    const setAside = keepAside(folder)
    return { ...storeOver(openConf(folder).conf, {}), setAside }
  }
  return { ...storeOver(opened.conf, saved), ...(opened.setAside ? { setAside: opened.setAside } : {}) }
}

function storeOver(conf: Conf, saved: Partial<Answers>): AnswerStore {
  return {
    saved,
    save: (answers) => {
      const kept = savedKeys.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]]]))
      conf.store = { version: answersVersion, answers: Object.fromEntries(kept) }
    },
  }
}

function openConf(folder: string): { conf: Conf; setAside?: string } {
  const options = { cwd: folder, configName, configFileMode: 0o600, clearInvalidConfig: false }
  try {
    return { conf: new Conf(options) }
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem
    const setAside = keepAside(folder)
    return { conf: new Conf(options), setAside }
  }
}

function keepAside(folder: string): string {
  const damaged = join(folder, `${configName}.json`)
  const kept = join(folder, `${configName}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`)
  renameSync(damaged, kept)
  return kept
}
