import { DetailedError, ToolError, type UserError } from '../../errors.ts'
import type { Theme } from '../theme.ts'
import { indent, markedLines } from './indent.ts'
import { sectionLines } from './sections.ts'

/** An error as a person reads it: what and why, the outside program's last words, what to do, the code. */
export function problemLines(problem: UserError, columns: number, theme: Theme): string[] {
  const lines = ['', ...markedLines(theme.marks.failed, problem.message, 1, columns, theme.bad)]
  if (problem instanceof ToolError && problem.failure.lastLines.length > 0) {
    lines.push('', ...problem.failure.lastLines.flatMap((line) => indent(line, 5, columns, theme.muted)))
    if (problem.failure.logPath) lines.push(...indent(`All of it: ${problem.failure.logPath}`, 3, columns))
  }
  if (problem instanceof DetailedError) lines.push(...sectionLines(problem.sections, 3, columns, theme))
  if (problem.nextSteps.length > 0) {
    lines.push('', `   ${theme.strong('What to do')}`)
    for (const step of problem.nextSteps) lines.push(...markedLines(theme.marks.next, step, 3, columns, theme.accent))
  }
  if (problem.link) lines.push('', ...indent(`More: ${problem.link}`, 3, columns, theme.muted))
  return [...lines, '', `   ${theme.muted(problem.code)}`, '']
}
