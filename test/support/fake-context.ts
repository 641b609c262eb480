import { AnswerBook } from '../../source/answers/answer-book.ts'
import type { Inputs } from '../../source/answers/resolve.ts'
import type { Context, RunEnd, RunOptions } from '../../source/context.ts'
import type { UserError } from '../../source/errors.ts'
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

interface FakeContext extends Context {
  readonly saves: number
  /** What the steps asked for by `atEnd` and `stop`. */
  readonly endings: ((end: RunEnd) => Promise<void>)[]
  readonly stops: UserError[]
}

/** A context with real answers and paths; AWS is what the test gives. */
export function fakeContext(wishes: Wishes = {}): FakeContext {
  const { flags = {}, env = {}, saved = {}, options = {}, found = {}, aws = {}, root = '/nowhere' } = wishes
  let saves = 0
  const endings: FakeContext['endings'] = []
  const stops: UserError[] = []
  return {
    answers: new AnswerBook({ flags, env, saved }),
    options: {
      yes: false,
      dryRun: false,
      interactive: true,
      verbose: false,
      skipPreflight: false,
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
    atEnd: (work) => void endings.push(work),
    stop: (problem) => void stops.push(problem),
    endings,
    stops,
    loadAnswers: async () => undefined,
    saveAnswers: async () => {
      saves += 1
    },
    get saves() {
      return saves
    },
  }
}
