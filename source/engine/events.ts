/**
 * How a step or a check ended. `planned`: `--dry-run` found work and left it undone. `warned`: it is well, and
 * something is worth knowing. `skipped`: it could not begin.
 */
export type StepOutcome =
  | 'satisfied'
  | 'applied'
  | 'planned'
  | 'warned'
  | 'blocked'
  | 'failed'
  | 'skipped'
  | 'cancelled'

/** What the engine tells a host. Start and end of a step come in pairs, whatever happens between. */
export type EngineEvent =
  | { readonly type: 'step-start'; readonly id: string; readonly title: string }
  | {
      readonly type: 'step-progress'
      readonly id: string
      readonly title: string
      readonly message: string
      readonly done?: number
      readonly total?: number
    }
  | {
      readonly type: 'step-end'
      readonly id: string
      readonly title: string
      readonly outcome: StepOutcome
      readonly detail: string
      /** What remains to be done, in sentences; only for `planned`. */
      readonly plan?: readonly string[]
      readonly milliseconds: number
    }
  | { readonly type: 'note'; readonly id: string; readonly title: string; readonly lines: readonly string[] }
  | { readonly type: 'stopping' }
