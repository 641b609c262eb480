import { AnswerBook } from '../../source/answers/answer-book.ts'
import type { Inputs } from '../../source/answers/resolve.ts'
import type { Context, RunOptions } from '../../source/context.ts'
import type { Found } from '../../source/found.ts'
import { projectPaths } from '../../source/paths.ts'
import type { AwsClients } from '../../source/services/aws/clients.ts'
import type { Identity } from '../../source/services/aws/identity.ts'

export const account = '123456789012'

export const someone: Identity = {
  account,
  arn: `arn:aws:iam::${account}:user/ada`,
  isRoot: false,
  name: 'ada',
  kind: 'user',
}

interface Wishes extends Partial<Inputs> {
  readonly options?: Partial<RunOptions>
  readonly found?: Found
  readonly aws?: Partial<AwsClients>
  readonly signal?: AbortSignal
  readonly root?: string
  readonly assets?: string
}

/** A context with real answers and paths; AWS is what the test gives. */
export function fakeContext(wishes: Wishes = {}): Context & { readonly saves: number } {
  const { flags = {}, env = {}, saved = {}, options = {}, found = {}, aws = {}, root = '/nowhere' } = wishes
  let saves = 0
  return {
    answers: new AnswerBook({ flags, env, saved }),
    options: {
      yes: false,
      dryRun: false,
      interactive: true,
      verbose: false,
      skipPreflight: false,
      force: false,
      refresh: false,
      sameAccount: '',
      ...options,
    },
    found,
    signal: wishes.signal ?? new AbortController().signal,
    version: '0.0.0-test',
    assets: wishes.assets ?? '/no-assets',
    env: { ...env },
    paths: () => projectPaths(root),
    aws: () => aws as AwsClients,
    forgetCredentials: () => undefined,
    whenAnswered: () => undefined,
    loadAnswers: async () => undefined,
    saveAnswers: async () => {
      saves += 1
    },
    get saves() {
      return saves
    },
  }
}
