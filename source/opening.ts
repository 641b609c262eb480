/**
 * The wizard's first question, asked before the program behind it is loaded: a CommonJS file of its
 * own (dist/opening.cjs), because Node starts one in a third less time than an ES module.
 */
import { questions } from './answers/questions.ts'
import { commandRows } from './commands/table.ts'
import type { UserError } from './errors.ts'
import { costNotice } from './plans/cost-notice.ts'
import { isLive } from './ui/is-live.ts'
import { createPrompter } from './ui/prompter.ts'
import { createReporter } from './ui/reporter.ts'
import { createTheme, wantsColor, wantsUnicode } from './ui/theme.ts'
import { noticeLines } from './ui/views/notice.ts'
import { problemLines } from './ui/views/problem.ts'

/** What a person answered here; data only, since the program behind has classes of its own. */
export interface Opening {
  readonly acceptCosts: boolean
}

/**
 * Whether the run begins with the question about the costs. True only where the command line is too
 * plain to be misunderstood without its parser: nothing at all, or a folder.
 */
export function opensWithCosts(program: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  if (env.TWIN_ACCEPT_COSTS || !isLive({ env, json: false, plain: false })) return false
  const [folder] = args
  if (folder === undefined) return true
  const isFolder = !folder.startsWith('-') && !commandRows.some(({ name }) => name === folder)
  return program === 'create-digital-twin' && args.length === 1 && isFolder
}

/**
 * Shows what a set-up costs and asks for a yes. `meanwhile` is called once the question is on screen.
 * @returns nothing when the person pressed Ctrl-C; the exit code is then set.
 */
export async function askOpening(meanwhile: () => void): Promise<Opening | undefined> {
  const { env, stderr } = process
  const theme = createTheme({ color: wantsColor(env, true), unicode: wantsUnicode(env) })
  const columns = stderr.columns || 100
  const write = (lines: readonly string[]) => void stderr.write(`${lines.join('\n')}\n`)
  write(noticeLines(costNotice(), columns, theme))
  const { acceptCosts } = questions
  const answer = createPrompter(theme, new AbortController().signal).ask(acceptCosts, acceptCosts.fallback)
  // Two turns of the event loop: in the first one Inquirer draws.
  setImmediate(() => setImmediate(meanwhile))
  try {
    return { acceptCosts: (await answer) === true }
  } catch (problem) {
    const surface = { theme, showProblem: (known: UserError) => write(problemLines(known, columns, theme)) }
    process.exitCode = createReporter({ command: 'setup', json: false, verbose: false, surface }).failure(problem)
    return undefined
  } finally {
    process.stdin.pause()
  }
}
