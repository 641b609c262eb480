import type { Finding } from '../../engine/finding.ts'
import type { Theme } from '../theme.ts'
import { indent, markedLines } from './indent.ts'

/** More would push what matters off the screen; `--json` and `--verbose` tell everything. */
const mostEvidence = 8

type Shown = Omit<Finding, 'fix'>

/** One finding as a person reads it: what and why, what was seen, what to do, the code. */
export function findingLines(finding: Shown, columns: number, theme: Theme, { isFull = false } = {}): string[] {
  const { severity, message, evidence = [], mend, code, link } = finding
  const [mark, paint] = severity === 'error' ? [theme.marks.failed, theme.bad] : [theme.marks.warned, theme.warning]
  const shown = isFull ? evidence : evidence.slice(0, mostEvidence)
  const rest = evidence.length - shown.length
  return [
    '',
    ...markedLines(mark, message, 1, columns, paint),
    ...shown.flatMap((line) => indent(line, 3, columns, theme.muted)),
    ...(rest > 0 ? indent(`and ${rest} more: --verbose`, 3, columns, theme.muted) : []),
    ...mend.flatMap((step) => markedLines(theme.marks.next, step, 3, columns, theme.accent)),
    ...(link ? indent(link, 3, columns, theme.muted) : []),
    `   ${theme.muted(code)}`,
  ]
}
