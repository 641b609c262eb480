/**
 * Something a person should read before going on. A line that starts with `- ` is an item of a
 * list, an empty line a gap.
 */
export interface Notice {
  readonly title: string
  readonly lines: readonly string[]
  readonly tone?: 'calm' | 'warning'
}
