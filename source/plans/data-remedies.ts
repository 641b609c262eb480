import type { Remedy, RemedyChoice, RemedyTools } from './act.ts'

/** The cipher is loaded for those who choose it: every `twin deploy` knows these remedies, and next to none needs one. */
const performInit = async ({ perform }: RemedyTools) => {
  const { dataInit } = await import('../steps/data-init.ts')
  await perform([dataInit({ isNew: false })])
}

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
  apply: async (_context, tools) => performInit(tools),
}

const push: RemedyChoice = {
  label: 'Encrypt what is in backend/data, and put it there',
  hint: 'the same as twin data push',
  apply: async (_context, tools) => {
    await performInit(tools)
    const [{ localData }, { dataPush }] = await Promise.all([
      import('../steps/data-local.ts'),
      import('../steps/data-push.ts'),
    ])
    await tools.perform([localData, dataPush])
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
