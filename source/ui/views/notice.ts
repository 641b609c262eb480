import type { Notice } from '../../engine/notice.ts'
import type { Theme } from '../theme.ts'
import { indent } from './trail.ts'

/** A heading and its lines; a line that starts with `- ` becomes a bullet, an empty one a gap. */
export function noticeLines({ title, lines, tone = 'calm' }: Notice, columns: number, theme: Theme): string[] {
  const heading = tone === 'warning' ? theme.warning(title) : theme.strong(title)
  const body = lines.flatMap((line) => {
    if (line === '') return ['']
    if (!line.startsWith('- ')) return indent(line, 1, columns)
    const [first = '', ...rest] = indent(line.slice(2), 3, columns)
    return [` ${theme.muted(theme.marks.bullet)} ${first.trimStart()}`, ...rest]
  })
  return ['', ` ${heading}`, ...body, '']
}
