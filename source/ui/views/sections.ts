import type { Section } from '../../errors.ts'
import type { Theme } from '../theme.ts'
import { indent, markedLines } from './indent.ts'
import { wrap } from './wrap.ts'

/** From here on what a row is for stands beside it, otherwise below. */
const wideColumns = 72
/** Longer names push what stands beside them to a line of its own. */
const widestLabel = 44
const gap = 3

type Row = Section['rows'][number]

/** Sections of rows, each with an empty line before it. */
export function sectionLines(
  sections: readonly Section[],
  margin: number,
  columns: number,
  theme: Theme,
): readonly string[] {
  const labels = sections.flatMap(({ rows }) => rows.map(({ label }) => label.length))
  const labelWidth = Math.max(0, ...labels.filter((length) => length <= widestLabel))
  return sections.flatMap(({ title, aside, reason, rows, more }) => [
    '',
    ...headingLines(title, aside, margin, columns, theme),
    ...(reason ? indent(reason, margin, columns, theme.muted) : []),
    ...rows.flatMap((row) => rowLines(row, labelWidth, margin, columns, theme)),
    ...(more ? [`${' '.repeat(margin + 2)}${theme.muted(more)}`] : []),
  ])
}

function headingLines(
  title: string,
  aside: string | undefined,
  margin: number,
  columns: number,
  theme: Theme,
): readonly string[] {
  const isOneLine = aside !== undefined && margin + title.length + 2 + aside.length < columns
  if (isOneLine) return [`${' '.repeat(margin)}${theme.strong(title)}  ${theme.muted(aside)}`]
  return [
    ...indent(title, margin, columns, theme.strong),
    ...(aside === undefined ? [] : indent(aside, margin, columns, theme.muted)),
  ]
}

function rowLines(row: Row, labelWidth: number, margin: number, columns: number, theme: Theme): readonly string[] {
  const { label, text } = row
  const [mark, paint] = markOf(row, theme)
  if (columns < wideColumns || label.length > labelWidth) {
    const below = indent(text, margin + mark.length + 1, columns, theme.muted)
    return [...markedLines(mark, label, margin, columns, paint), ...(text ? below : [])]
  }
  const start = margin + mark.length + 1 + labelWidth + gap
  const [first = '', ...rest] = wrap(text, Math.min(columns, 110) - start - 1)
  return [
    `${' '.repeat(margin)}${paint(mark)} ${label.padEnd(labelWidth + gap)}${theme.muted(first)}`.trimEnd(),
    ...rest.map((line) => `${' '.repeat(start)}${theme.muted(line)}`),
  ]
}

function markOf({ mark }: Row, { marks, good, bad, warning }: Theme): readonly [string, (text: string) => string] {
  if (mark === 'good') return [marks.done, good]
  return mark === 'bad' ? [marks.failed, bad] : ['?', warning]
}
