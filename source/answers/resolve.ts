import { exitCodes, UserError } from '../errors.ts'
import { type AnswerKey, type Answers, questions } from './questions.ts'

export type Source = 'flag' | 'environment' | 'profile' | 'saved' | 'default' | 'answered'

export interface Resolved {
  readonly value: string | boolean
  readonly source: Source
}

export interface Inputs {
  readonly flags: Partial<Answers>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly saved: Partial<Answers>
}

/**
 * What is known about one question before asking: flag, then environment variable, then saved answer.
 * @throws UserError INVALID_ANSWER (exit 2) that names where the bad value came from.
 */
export function resolveAnswer(key: AnswerKey, { flags, env, saved }: Inputs): Resolved | undefined {
  const flag = flags[key]
  if (flag !== undefined) return checked(key, flag, 'flag', `--${questions[key].flag}`)
  for (const name of questions[key].env) {
    const value = env[name]
    if (value) return checked(key, value, 'environment', name)
  }
  for (const [name, meaning] of Object.entries(questions[key].impliedBy ?? {})) {
    if (env[name]) return checked(key, meaning, 'environment', name)
  }
  const kept = saved[key]
  return kept === undefined ? undefined : checked(key, kept, 'saved', 'the saved answers')
}

function checked(key: AnswerKey, value: string | boolean, source: Source, origin: string): Resolved {
  const question = questions[key]
  if (question.kind === 'confirm') return { value: value === true || /^(1|true|yes|y)$/i.test(String(value)), source }
  const problem = question.problem?.(String(value))
  if (problem === undefined) return { value, source }
  throw new UserError(
    'INVALID_ANSWER',
    `${problem} It came from ${origin}.`,
    [`Give another one with --${question.flag}.`],
    exitCodes.usage,
  )
}

/**
 * One error that names every answer a run without a terminal lacks.
 * @param keys the questions without an answer.
 */
export function missingAnswers(keys: readonly AnswerKey[]): UserError {
  const lines = keys.map((key) => {
    const { flag, env, message } = questions[key]
    const ways = [`--${flag}`, ...env].join(' or ')
    return `${ways}: ${message}`
  })
  return new UserError(
    'MISSING_ANSWERS',
    `There is no terminal to ask in, and ${keys.length === 1 ? 'one answer is' : `${keys.length} answers are`} missing.`,
    [...lines, 'Or take the defaults with --yes, where there is one.'],
    exitCodes.usage,
  )
}
