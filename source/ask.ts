import { defaultModel } from './answers/model-default.ts'
import { type AnswerKey, type Answers, questions } from './answers/questions.ts'
import { missingAnswers } from './answers/resolve.ts'
import type { Context } from './context.ts'
import { UserError } from './errors.ts'
import type { Prompter } from './ui/prompter.ts'

/** The answer offered first: the question's own, or one that follows from earlier answers. */
function fallbackFor(key: AnswerKey, { answers }: Context): string | boolean | undefined {
  return key === 'model' ? defaultModel(answers.get('region')) : questions[key].fallback
}

/** Keys still without an answer, in the order they would be asked. */
function openQuestions(keys: readonly AnswerKey[], { answers }: Context): AnswerKey[] {
  return keys.filter((key) => answers.find(key) === undefined && (questions[key].when?.(answers.known()) ?? true))
}

/** Takes the defaults, where `--yes` allows it. */
function takeDefaults(keys: readonly AnswerKey[], context: Context): void {
  if (!context.options.yes) return
  for (const key of openQuestions(keys, context)) {
    const fallback = fallbackFor(key, context)
    if (fallback !== undefined) context.answers.set(key, fallback as never, 'default')
  }
}

/**
 * Without a terminal: takes the defaults where `--yes` allows it, and names all other answers at once.
 * @throws UserError MISSING_ANSWERS (exit 2).
 */
export function settleWithoutTerminal(keys: readonly AnswerKey[], context: Context): void {
  takeDefaults(keys, context)
  const missing = openQuestions(keys, context)
  if (missing.length > 0) throw missingAnswers(missing)
}

/**
 * Asks what is not known yet, one question after the other.
 * @throws UserError with the question's own code when the answer is a "no" that ends the run.
 */
export async function ask(
  keys: readonly AnswerKey[],
  context: Context,
  prompter: () => Promise<Prompter>,
): Promise<void> {
  takeDefaults(keys, context)
  for (const key of keys) {
    if (openQuestions([key], context).length === 0) continue
    const value = await (await prompter()).ask(questions[key], fallbackFor(key, context))
    context.answers.set(key, (typeof value === 'string' ? value.trim() : value) as Answers[typeof key] as never)
  }
  for (const key of keys) {
    const { declined } = questions[key]
    if (declined && context.answers.find(key) === false) {
      throw new UserError(declined.code, declined.message, [
        `Start again when you are ready; --${questions[key].flag} says yes.`,
      ])
    }
  }
}
