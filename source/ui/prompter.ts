import { confirm, input, password, select } from '@inquirer/prompts'
import type { Choice, Question } from '../answers/questions.ts'
import { CancelledError } from '../errors.ts'
import type { Theme } from './theme.ts'

export interface Prompter {
  ask(question: Question, fallback: string | boolean | undefined): Promise<string | boolean>
  choose(message: string, choices: readonly Choice[]): Promise<string>
  text(message: string, problem: (value: string) => string | undefined): Promise<string>
  /** Typed text that is not shown. */
  secret(message: string): Promise<string>
}

/** Choices with their hints take two lines each on a narrow terminal, of which the smallest have 24. */
const mostLines = 16

/** Questions on the terminal; the only file that knows Inquirer. */
export function createPrompter(theme: Theme, signal: AbortSignal): Prompter {
  const context = { output: process.stderr, signal }
  const style = {
    prefix: { idle: ` ${theme.accent('?')}`, done: ` ${theme.good(theme.marks.done)}` },
    style: {
      message: (text: string) => theme.strong(text),
      answer: (text: string) => theme.muted(text),
      help: (text: string) => theme.muted(text),
      highlight: (text: string) => theme.accent(text),
      defaultAnswer: (text: string) => theme.muted(`(${text})`),
    },
  }
  const choose = (message: string, choices: readonly Choice[], fallback?: string) =>
    select(
      {
        message,
        theme: { ...style, icon: { cursor: theme.marks.next } },
        pageSize: mostLines,
        choices: choices.map(({ value, label, hint }) => ({
          value,
          name: hint ? `${label} ${theme.muted(hint)}` : label,
          short: label,
        })),
        ...(fallback === undefined ? {} : { default: fallback }),
      },
      context,
    )
  return {
    ask: ({ kind, message, choices = [], problem }, fallback) =>
      cancellable<string | boolean>(() => {
        if (kind === 'confirm') {
          return confirm({ message, theme: style, default: fallback === true }, context)
        }
        if (kind === 'select') return choose(message, choices, fallback === undefined ? undefined : String(fallback))
        return input(
          {
            message,
            theme: style,
            validate: (value) => problem?.(value) ?? (value.trim() === '' ? 'An answer is needed.' : true),
            ...(fallback === undefined ? {} : { default: String(fallback) }),
          },
          context,
        )
      }),
    choose: (message, choices) => cancellable(() => choose(message, choices)),
    text: (message, problem) =>
      cancellable(() =>
        input({ message, theme: style, validate: (value) => problem(value.trim()) ?? true }, context).then((value) =>
          value.trim(),
        ),
      ),
    secret: (message) => cancellable(() => password({ message, theme: style, mask: true }, context)),
  }
}

/** Ctrl-C at a question is not a failure. Matched by name: the class comes from a package of Inquirer's own. */
async function cancellable<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask()
  } catch (problem) {
    if (problem instanceof Error && /^(ExitPromptError|AbortPromptError)$/.test(problem.name))
      throw new CancelledError()
    throw problem
  }
}
