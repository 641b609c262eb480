import type { AnswerKey } from '../answers/questions.ts'
import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import type { Step } from '../engine/step.ts'
import type { UserError } from '../errors.ts'

// biome-ignore lint/suspicious/noExplicitAny: each step has facts of its own type, known to that step alone.
export type AnyStep = Step<Context, any>

/**
 * One act of a plan: something to read, then questions, then steps. Acts follow each other; the
 * steps inside one run side by side where their needs allow.
 */
export interface Act {
  readonly notice?: (context: Context) => Notice | undefined
  readonly questions?: readonly AnswerKey[]
  /** Whether they are asked shows only when the act begins, so nobody has to answer them beforehand. */
  readonly isUnforeseen?: boolean
  /** Leaves out the questions and the steps, as when there is nothing to approve. */
  readonly when?: (context: Context) => boolean
  readonly steps?: readonly AnyStep[]
  /** What follows needs what this act makes: a dry run ends here when it is not there yet. */
  readonly isFoundation?: boolean
  /** Over before anything could be drawn: its lines are printed as they are. */
  readonly isQuick?: boolean
  /** What a person at a terminal may do when one of the steps is blocked. */
  readonly remedies?: readonly Remedy[]
}

/** Choices offered for a problem. */
export interface Remedy {
  readonly codes: readonly string[]
  readonly message: string
  /** The problem as it stands above the question, when the choices say better what to do. */
  readonly shown?: (problem: UserError, context: Context) => UserError
  choices(context: Context, problem: UserError): Promise<readonly RemedyChoice[]>
}

export interface RemedyChoice {
  readonly label: string
  readonly hint?: string
  /**
   * Mends something, after which the act's steps run again; `ask again` comes back to the question alone, and after
   * `start over` the first act is the next.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most choices have nothing to say.
  apply(context: Context, tools: RemedyTools): Promise<'look again' | 'ask again' | 'start over' | void>
}

export interface RemedyTools {
  text(message: string, problem: (value: string) => string | undefined): Promise<string>
  /** Typed text that is not shown; for keys. */
  secret(message: string): Promise<string>
  /** False unless the person says yes. */
  confirm(message: string): Promise<boolean>
  show(notice: Notice): void
  /** Runs steps that somebody asked for, with their progress. */
  perform(steps: readonly AnyStep[]): Promise<void>
}
