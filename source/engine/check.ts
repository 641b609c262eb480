import type { Finding } from './finding.ts'
import type { Report } from './step.ts'

export interface Inspection {
  /** What was found to be well, in a few words. */
  readonly detail: string
  readonly findings: readonly Finding[]
  /** There was nothing to look at, and `detail` says why. */
  readonly isSkipped?: boolean
}

/**
 * One question of the doctor. `inspect` only reads; what is wrong comes back as findings, and
 * whatever it throws becomes one.
 */
export interface Check<Context> {
  readonly id: string
  readonly title: string
  /** Ids of checks whose knowledge this one builds on; when one of them could not look, neither can this. */
  readonly needs?: readonly string[]
  inspect(context: Context, report: Report): Promise<Inspection>
}

export const well = (detail: string): Inspection => ({ detail, findings: [] })

export const skipped = (why: string): Inspection => ({ detail: why, findings: [], isSkipped: true })
