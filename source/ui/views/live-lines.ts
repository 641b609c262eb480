import type { Theme } from '../theme.ts'
import { clip } from './wrap.ts'

export interface RunningStep {
  readonly id: string
  readonly title: string
  readonly message: string
  readonly done?: number
  readonly total?: number
  /** Milliseconds on the clock that `now` also comes from. */
  readonly startedAt: number
}

/** More than three lines that change make a terminal restless, and a resize leaves scraps of them. */
const mostLines = 3

/** What is under way, one unbroken line each; drawn anew several times a second. */
export function liveLines(
  running: readonly RunningStep[],
  { columns, now, frame, theme }: { columns: number; now: number; frame: number; theme: Theme },
): string[] {
  const shown = running.slice(0, running.length > mostLines ? mostLines - 1 : mostLines)
  const lines = shown.map((step) => {
    const count = step.done === undefined ? '' : ` ${step.done}${step.total === undefined ? '' : `/${step.total}`}`
    const elapsed = Math.floor((now - step.startedAt) / 1000)
    const tail = `${count}${elapsed > 0 ? ` ${elapsed} s` : ''}`
    const words = step.message ? `${step.title}: ${step.message}` : step.title
    return clip(words, columns - tail.length - 4) + tail
  })
  if (shown.length < running.length) lines.push(`and ${running.length - shown.length} more`)
  const spinner = theme.marks.working[frame % theme.marks.working.length] ?? ''
  return lines.map((line) => ` ${theme.accent(spinner)} ${line}`)
}
