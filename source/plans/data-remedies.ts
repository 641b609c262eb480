import { dataInit } from '../steps/data-init.ts'
import { localData } from '../steps/data-local.ts'
import { dataPush } from '../steps/data-push.ts'
import type { Remedy, RemedyChoice } from './act.ts'

/** Typed now, and kept in this run's memory alone. */
const enter =
  (variable: 'DATA_KEY' | 'PRIVATE_DATA_PAT', message: string): RemedyChoice['apply'] =>
  async (context, { secret }) => {
    context.env[variable] = await secret(message)
  }

const enterKey: RemedyChoice = {
  label: 'Enter the key',
  hint: 'an age identity or a passphrase; not shown, not kept',
  apply: enter('DATA_KEY', 'Key (DATA_KEY)'),
}

const enterToken: RemedyChoice = {
  label: 'Enter a token',
  hint: 'that may read its contents; not shown, not kept',
  apply: enter('PRIVATE_DATA_PAT', 'Token (PRIVATE_DATA_PAT)'),
}

const makeKey: RemedyChoice = {
  label: 'Make a key',
  hint: 'when nothing is encrypted yet; the same as twin data init',
  apply: async (_context, { perform }) => perform([dataInit({ isNew: false })]),
}

const push: RemedyChoice = {
  label: 'Encrypt what is in backend/data, and put it there',
  hint: 'the same as twin data push',
  apply: async (_context, { perform }) => {
    await perform([dataInit({ isNew: false })])
    await perform([localData, dataPush])
  },
}

const useLocal: RemedyChoice = {
  label: 'Use the files on this computer',
  hint: 'backend/data',
  apply: async ({ answers }) => answers.set('dataSource', 'local'),
}

const access = (others: readonly RemedyChoice[]): readonly Remedy[] => [
  {
    codes: ['DATA_KEY_MISSING', 'DATA_KEY_WRONG', 'DATA_KEY_INVALID'],
    message: 'How shall the private data be opened?',
    choices: async (_context, { code }) => [enterKey, ...(code === 'DATA_KEY_MISSING' ? [makeKey] : []), ...others],
  },
  {
    codes: ['PRIVATE_TOKEN_MISSING', 'PRIVATE_TOKEN_REFUSED', 'GIT_SIGN_IN_NEEDED'],
    message: 'How shall the private repository be reached?',
    choices: async () => [enterToken, ...others],
  },
]

/** The ways to a key and a token, which are never saved. */
export const accessRemedies = access([])

/** The same where the data is wanted, wherever it comes from, and the way to a first encrypted file. */
export const dataRemedies: readonly Remedy[] = [
  ...access([useLocal]),
  {
    codes: ['PRIVATE_REPO_NO_RELEASE', 'PRIVATE_REPO_EMPTY', 'DATA_REMOTE_EMPTY', 'GIT_BRANCH_NOT_FOUND'],
    message: 'There is no data yet. What now?',
    choices: async () => [push, useLocal],
  },
]
