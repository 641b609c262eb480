import type { Prompter } from '../../source/ui/prompter.ts'

export interface FakePrompter extends Prompter {
  /** What was asked, with the answer that was offered first. */
  readonly asked: readonly { readonly message: string; readonly fallback: unknown }[]
}

/** Answers what it was given, in that order; an error as an answer is thrown. */
export function fakePrompter(...answers: readonly (string | boolean | Error)[]): FakePrompter {
  const asked: { message: string; fallback: unknown }[] = []
  const rest = [...answers]
  const next = async (message: string, fallback?: unknown) => {
    asked.push({ message, fallback })
    const answer = rest.shift()
    if (answer === undefined) throw new Error(`Nobody expected the question “${message}”.`)
    if (answer instanceof Error) throw answer
    return answer
  }
  return {
    asked,
    ask: ({ message }, fallback) => next(message, fallback),
    choose: async (message) => String(await next(message)),
    text: async (message) => String(await next(message)),
    secret: async (message) => String(await next(message)),
  }
}
