import type { UserError } from '../errors.ts'

/** What a step found, in words; `missing` lists in sentences what its apply would do. */
export type Assessment =
  | { readonly status: 'satisfied'; readonly detail: string }
  | { readonly status: 'missing'; readonly plan: readonly string[] }
  | { readonly status: 'blocked'; readonly problem: UserError }

export interface Report {
  /** What is being done right now, or progress of something countable; replaced by the next. */
  (message: string, progress?: { readonly done: number; readonly total?: number }): void
  /** Lines that stay: what a person should be able to read afterwards. */
  note(lines: readonly string[]): void
}

/**
 * One unit of the wizard. `inspect` reads, `assess` decides without touching anything, `apply`
 * writes and is safe to repeat. A step never prints, asks, or reads `process.env`.
 */
export interface Step<Context, Facts = unknown> {
  readonly id: string
  /** What is being done, as a person would say it: "Set up the state backend". */
  readonly title: string
  /** Ids of steps that must be satisfied first; steps without a path between them may run together. */
  readonly needs?: readonly string[]
  /**
   * Ids that `inspect` waits for, when it may look before `apply` may write: the state bucket is
   * looked at while permissions are still being checked. Without it, `inspect` waits for `needs`.
   */
  readonly looksAfter?: readonly string[]
  /** Ids whose work must really be there: in a dry run that found them undone this step is left out. */
  readonly standsOn?: readonly string[]
  inspect(context: Context, report: Report): Promise<Facts>
  assess(facts: Facts, context: Context): Assessment
  apply?(context: Context, facts: Facts, report: Report): Promise<void>
}
