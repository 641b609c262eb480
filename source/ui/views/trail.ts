import type { EngineEvent, StepOutcome } from '../../engine/events.ts'
import type { Theme } from '../theme.ts'
import { wrap } from './wrap.ts'

type StepEnd = Extract<EngineEvent, { type: 'step-end' }>

/** Titles stand in a column of their own from here on; below it, the detail goes under the title. */
const wideColumns = 72
const titleWidth = 24

/** The lines a finished step leaves in the scrollback; together they read as a report. */
export function trailLines(step: StepEnd, columns: number, theme: Theme): string[] {
  const mark = markOf(step.outcome, theme)
  const elapsed = step.milliseconds >= 1000 ? ` ${theme.marks.bullet} ${seconds(step.milliseconds)}` : ''
  const detail = `${step.detail}${elapsed}`
  const planned = (step.plan ?? []).flatMap((sentence) =>
    indent(`${theme.marks.bullet} ${sentence}`, 4, columns, theme.muted),
  )
  if (columns < wideColumns || step.title.length > titleWidth) {
    return [` ${mark} ${step.title}`, ...(detail ? indent(detail, 3, columns, theme.muted) : []), ...planned]
  }
  const room = Math.min(columns, 110) - titleWidth - 5
  const [first = '', ...rest] = wrap(detail, room)
  const margin = ' '.repeat(titleWidth + 4)
  return [
    ` ${mark} ${step.title.padEnd(titleWidth)} ${theme.muted(first)}`.trimEnd(),
    ...rest.map((line) => margin + theme.muted(line)),
    ...planned,
  ]
}

/** Wraps text behind a left margin of `margin` spaces. */
export function indent(text: string, margin: number, columns: number, paint = (line: string) => line): string[] {
  return wrap(text, Math.max(16, Math.min(columns, 110) - margin - 1)).map((line) => ' '.repeat(margin) + paint(line))
}

export const seconds = (milliseconds: number) =>
  milliseconds < 60_000
    ? `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`
    : `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`

function markOf(outcome: StepOutcome, { marks, good, bad, warning, muted }: Theme): string {
  if (outcome === 'satisfied') return good(marks.done)
  if (outcome === 'applied') return good(marks.made)
  if (outcome === 'planned') return warning(marks.planned)
  return outcome === 'cancelled' ? muted(marks.planned) : bad(marks.failed)
}
