import type { UserError } from '../errors.ts'
import type { Report } from './step.ts'

/** `error`: it does not work, or will not. `warning`: it will one day, or is worth knowing now. */
export type Severity = 'error' | 'warning'

/** Something that can be made well without asking, because nothing is lost by it. */
export interface Fix {
  /** What it does, as a sentence. */
  readonly what: string
  apply(report: Report): Promise<void>
}

/** One thing that is not as it should be. */
export interface Finding {
  /** Stable, SCREAMING_SNAKE_CASE; the same as of the error that a command would fail with. */
  readonly code: string
  readonly severity: Severity
  /** What is wrong, and why. */
  readonly message: string
  /** What was seen, and where. */
  readonly evidence?: readonly string[]
  /** What to do, in order; commands stand alone in their line. */
  readonly mend: readonly string[]
  /** Where it is explained. */
  readonly link?: string
  /** Machine-readable particulars, for scripts. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly fix?: Fix
}

/** The finding that says the same as an error. */
export const findingFrom = (problem: UserError, more: Partial<Finding> = {}): Finding => ({
  code: problem.code,
  severity: 'error',
  message: problem.message,
  mend: problem.nextSteps,
  ...(problem.link ? { link: problem.link } : {}),
  ...(Object.keys(problem.details).length > 0 ? { details: problem.details } : {}),
  ...more,
})
