import type { Section } from '../errors.ts'

/**
 * Something a person should read before going on. A line that starts with `- ` is an item of a
 * list, an empty line a gap.
 */
export interface Notice {
  readonly title: string
  readonly lines: readonly string[]
  /** Drawn below the lines. */
  readonly sections?: readonly Section[]
  readonly tone?: 'calm' | 'warning'
}
