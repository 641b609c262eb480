import type { Theme } from '../theme.ts'
import { wrap } from './wrap.ts'

/** Wider lines are hard to read, however wide the terminal is. */
const widest = 110

/** Wraps text behind a left margin of `margin` spaces. */
export function indent(text: string, margin: number, columns: number, paint = (line: string) => line): string[] {
  return wrap(text, Math.max(16, Math.min(columns, widest) - margin - 1)).map(
    (line) => ' '.repeat(margin) + paint(line),
  )
}

type Paint = (text: string) => string

/** A mark behind the margin, then text whose further lines stand below its first word. */
export function markedLines(mark: string, text: string, margin: number, columns: number, paint: Paint): string[] {
  const [first = '', ...rest] = indent(text, margin + mark.length + 1, columns)
  return [`${' '.repeat(margin)}${paint(mark)} ${first.trimStart()}`, ...rest]
}

/** An item of a list. */
export const bulletLines = (text: string, margin: number, columns: number, { marks, muted }: Theme): string[] =>
  markedLines(marks.bullet, text, margin, columns, muted)
