import { ToolError, type UserError } from '../../errors.ts'
import type { Theme } from '../theme.ts'
import { indent } from './trail.ts'

/** An error as a person reads it: what and why, the outside program's last words, what to do, the code. */
export function problemLines(problem: UserError, columns: number, theme: Theme): string[] {
  const [first = '', ...rest] = indent(problem.message, 3, columns)
  const lines = ['', ` ${theme.bad(theme.marks.failed)} ${first.trimStart()}`, ...rest]
  if (problem instanceof ToolError && problem.failure.lastLines.length > 0) {
    lines.push('', ...problem.failure.lastLines.flatMap((line) => indent(line, 5, columns, theme.muted)))
    if (problem.failure.logPath) lines.push(...indent(`All of it: ${problem.failure.logPath}`, 3, columns))
  }
  if (problem.nextSteps.length > 0) {
    lines.push('', `   ${theme.strong('What to do')}`)
    for (const step of problem.nextSteps) {
      const [head = '', ...more] = indent(step, 5 + theme.marks.next.length, columns)
      lines.push(`   ${theme.accent(theme.marks.next)} ${head.trimStart()}`, ...more)
    }
  }
  return [...lines, '', `   ${theme.muted(problem.code)}`, '']
}
