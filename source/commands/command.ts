import type { Context } from '../context.ts'
import type { Check } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import type { Notice } from '../engine/notice.ts'
import type { CheckResult } from '../engine/run-checks.ts'
import type { StepResult } from '../engine/run-steps.ts'
import type { ExitCode } from '../errors.ts'
import type { Act } from '../plans/act.ts'

/** What a command ends with: for people, for scripts, or as bare text to pipe on. */
export interface Result {
  readonly notice?: Notice
  /** Goes into the `--json` document. */
  readonly data: Readonly<Record<string, unknown>>
  /** What is not as it should be, shown before the notice. */
  readonly findings?: readonly Omit<Finding, 'fix'>[]
  /** Printed as it is when there is no `--json`: a policy, export lines. */
  readonly text?: string
  readonly exitCode?: ExitCode
}

/** What a command is given: the context, the words behind its name, and how to perform a plan. */
export interface Runtime {
  readonly context: Context
  readonly positionals: readonly string[]
  /** All flags as commander understood them; those that are answers are already in the context. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  /** One line of a result that comes bit by bit: words for people, a document of one line with `--json`. */
  print(text: string, document: object): void
  perform(acts: readonly Act[]): Promise<readonly StepResult[]>
  /** Makes checks; with `fix` it mends what is safe to mend. */
  examine(checks: readonly Check<Context>[], options: { readonly fix: boolean }): Promise<readonly CheckResult[]>
}

export interface Command {
  /** Settles what must be known before saved answers can be read, such as the project's folder. */
  prepare?(context: Context): Promise<void>
  run(runtime: Runtime): Promise<Result>
}
