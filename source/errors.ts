/** Every way the program may end; scripts rely on the numbers (`--help` and the README list them). */
export const exitCodes = {
  ok: 0,
  personMustAct: 1,
  usage: 2,
  outsideTool: 3,
  locked: 4,
  changesPending: 5,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What an error may carry besides its words. */
export interface ErrorExtras {
  /** Where it is written about, in public. */
  readonly link?: string | undefined
  /** Facts for scripts, such as the action that was refused; they stand beside `code` in the `--json` document. */
  readonly details?: Readonly<Record<string, string>> | undefined
}

/**
 * A failure that a person can mend: what happened and why (`message`), and what to do (`nextSteps`).
 * `code` is stable, SCREAMING_SNAKE_CASE, and safe to match in scripts.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError'
  readonly code: string
  readonly nextSteps: readonly string[]
  readonly exitCode: ExitCode
  readonly link: string | undefined
  readonly details: Readonly<Record<string, string>>

  constructor(
    code: string,
    message: string,
    nextSteps: readonly string[] = [],
    exitCode: ExitCode = exitCodes.personMustAct,
    { link, details = {} }: ErrorExtras = {},
  ) {
    super(message)
    this.code = code
    this.nextSteps = nextSteps
    this.exitCode = exitCode
    this.link = link
    this.details = details
  }
}

/** Rows under a heading, for what a sentence cannot hold. */
export interface Section {
  readonly title: string
  /** Stands behind the title: how many, how bad. */
  readonly aside?: string
  /** What is true of all rows. */
  readonly reason?: string
  readonly rows: readonly { readonly mark: 'good' | 'doubt' | 'bad'; readonly label: string; readonly text: string }[]
  /** Stands in for rows that were left out. */
  readonly more?: string
}

/** A failure that consists of many things: shown in sections; scripts find its `facts` beside `code`. */
export class DetailedError extends UserError {
  override readonly name = 'DetailedError'
  readonly sections: readonly Section[]
  readonly facts: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    message: string,
    nextSteps: readonly string[],
    {
      sections,
      facts,
      ...extras
    }: ErrorExtras & { readonly sections: readonly Section[]; readonly facts: Readonly<Record<string, unknown>> },
  ) {
    super(code, message, nextSteps, undefined, extras)
    this.sections = sections
    this.facts = facts
  }
}

export interface ToolFailure {
  /** The outside program, as the user knows it: `terraform`, `npm`, `pip`, `git`. */
  readonly tool: string
  /** The arguments, without secrets. */
  readonly command: string
  /** Absent when the program was ended by a signal or never started. */
  readonly toolExitCode?: number
  /** The last lines of its output, already redacted. */
  readonly lastLines: readonly string[]
  readonly logPath?: string
}

/** An outside program failed; says which, how it was called and what it printed last. */
export class ToolError extends UserError {
  override readonly name = 'ToolError'
  readonly failure: ToolFailure

  constructor(
    code: string,
    message: string,
    failure: ToolFailure,
    nextSteps: readonly string[] = [],
    extras: ErrorExtras = {},
  ) {
    super(code, message, nextSteps, exitCodes.outsideTool, extras)
    this.failure = failure
  }
}

/** The same failure with other words on what to do about it. */
export function withNextSteps(problem: UserError, nextSteps: readonly string[]): UserError {
  const { code, message, exitCode } = problem
  if (problem instanceof DetailedError) return new DetailedError(code, message, nextSteps, problem)
  return problem instanceof ToolError
    ? new ToolError(code, message, problem.failure, nextSteps, problem)
    : new UserError(code, message, nextSteps, exitCode, problem)
}

/** The same problem in other words: somebody further up knows more of it. */
export function withMessage({ code, nextSteps, exitCode, ...extras }: UserError, message: string): UserError {
  return new UserError(code, message, nextSteps, exitCode, extras)
}

/** The person stopped the program: one quiet line, no stack. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode = exitCodes.interrupted) {
    super('Stopped.')
    this.exitCode = exitCode
  }
}
