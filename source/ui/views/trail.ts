import type { EngineEvent, StepOutcome } from '../../engine/events.ts'
import type { Theme } from '../theme.ts'
import { firstSentence } from './first-sentence.ts'
import { bulletLines, indent } from './indent.ts'
import { wrap } from './wrap.ts'

type StepEnd = Extract<EngineEvent, { type: 'step-end' }>
type TrailEvent = StepEnd | Extract<EngineEvent, { type: 'note' }>

/** Titles stand in a column of their own from here on; below it, the detail goes under the title. */
const wideColumns = 72
const titleWidth = 24

/** The lines that stay in the scrollback; together they read as a report. */
export function trailLines(event: TrailEvent, columns: number, theme: Theme): string[] {
  return event.type === 'note'
    ? event.lines.flatMap((line) => bulletLines(line, 1, columns, theme))
    : stepLines(event, columns, theme)
}

function stepLines(step: StepEnd, columns: number, theme: Theme): string[] {
  const mark = markOf(step.outcome, theme)
  const elapsed = step.milliseconds >= 1000 ? ` ${glued(`${theme.marks.bullet} ${seconds(step.milliseconds)}`)}` : ''
  const detail = `${detailOf(step)}${elapsed}`
  const planned = (step.plan ?? []).flatMap((sentence) => bulletLines(sentence, 4, columns, theme))
  if (columns < wideColumns || step.title.length > titleWidth) {
    return [
      ` ${mark} ${step.title}`,
      ...(detail ? indent(detail, 3, columns, theme.muted).map(loosened) : []),
      ...planned,
    ]
  }
  const room = Math.min(columns, 110) - titleWidth - 5
  const [first = '', ...rest] = wrap(detail, room).map(loosened)
  const margin = ' '.repeat(titleWidth + 4)
  return [
    ` ${mark} ${step.title.padEnd(titleWidth)} ${theme.muted(first)}`.trimEnd(),
    ...rest.map((line) => margin + theme.muted(line)),
    ...planned,
  ]
}

/** No line breaks between a number and its unit: while lines are made, its spaces are no spaces. */
const glued = (text: string) => text.replaceAll(' ', '\u00a0')
const loosened = (line: string) => line.replaceAll('\u00a0', ' ')

/** Why a step failed is told in full below the trail; here its first sentence is enough. */
function detailOf({ outcome, detail }: StepEnd): string {
  if (!['blocked', 'failed', 'warned'].includes(outcome)) return detail
  return firstSentence(detail)
}

export function seconds(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const whole = Math.round(milliseconds / 1000)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

function markOf(outcome: StepOutcome, { marks, good, bad, warning, muted }: Theme): string {
  if (outcome === 'satisfied') return good(marks.done)
  if (outcome === 'applied') return good(marks.made)
  if (outcome === 'planned') return warning(marks.planned)
  if (outcome === 'warned') return warning(marks.warned)
  return outcome === 'cancelled' || outcome === 'skipped' ? muted(marks.planned) : bad(marks.failed)
}
