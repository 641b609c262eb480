import type { Notice } from '../../engine/notice.ts'
import type { Theme } from '../theme.ts'
import { bulletLines, indent } from './indent.ts'
import { sectionLines } from './sections.ts'

/** A heading and its lines; a line that starts with `- ` becomes a bullet, an empty one a gap. */
export function noticeLines(
  { title, lines, sections = [], tone = 'calm' }: Notice,
  columns: number,
  theme: Theme,
): string[] {
  const heading = tone === 'warning' ? theme.warning(title) : theme.strong(title)
  const body = lines.flatMap((line) => {
    if (line === '') return ['']
    return line.startsWith('- ') ? bulletLines(line.slice(2), 1, columns, theme) : indent(line, 1, columns)
  })
  return ['', ` ${heading}`, ...body, ...sectionLines(sections, 1, columns, theme), '']
}
