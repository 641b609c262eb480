import type { Remedy, RemedyChoice } from './act.ts'

/** Typed now, kept in this run's memory alone. */
const enter =
  (variable: 'DATA_KEY' | 'PRIVATE_DATA_PAT', message: string): RemedyChoice['apply'] =>
  async (context, { secret }) => {
    context.env[variable] = await secret(message)
  }

/** The ways to a key and a token, which are never saved. */
export const dataRemedies: readonly Remedy[] = [
  {
    codes: ['DATA_KEY_MISSING', 'DATA_KEY_WRONG', 'DATA_KEY_INVALID'],
    message: 'How shall the private data be opened?',
    choices: async () => [
      {
        label: 'Enter the key',
        hint: 'an age identity or a passphrase; not shown, not kept',
        apply: enter('DATA_KEY', 'Key (DATA_KEY)'),
      },
    ],
  },
  {
    codes: ['PRIVATE_TOKEN_MISSING', 'PRIVATE_TOKEN_REFUSED', 'GIT_SIGN_IN_NEEDED'],
    message: 'How shall the private repository be read?',
    choices: async () => [
      {
        label: 'Enter a token',
        hint: 'that may read its contents; not shown, not kept',
        apply: enter('PRIVATE_DATA_PAT', 'Token (PRIVATE_DATA_PAT)'),
      },
    ],
  },
]
