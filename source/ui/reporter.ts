import type { Finding } from '../engine/finding.ts'
import type { Notice } from '../engine/notice.ts'
import { CancelledError, DetailedError, type ExitCode, exitCodes, ToolError, UserError } from '../errors.ts'
import type { Theme } from './theme.ts'
import { findingLines } from './views/finding.ts'
import { noticeLines } from './views/notice.ts'

/** Raised when a field of the result document changes its meaning. */
const schemaVersion = 1

interface Ending {
  readonly notice?: Notice
  readonly data: Readonly<Record<string, unknown>>
  readonly findings?: readonly Omit<Finding, 'fix'>[]
  readonly text?: string
  readonly exitCode?: ExitCode
}

export interface Reporter {
  result(ending: Ending): void
  /** One line of a result that comes bit by bit, as words or as a document of one line. */
  line(text: string, document: object): void
  /** Says what went wrong, in words or as JSON, and gives the exit code. */
  failure(problem: unknown): ExitCode
}

interface ReporterOptions {
  readonly command: string
  readonly json: boolean
  readonly verbose: boolean
  readonly surface: { readonly theme: Theme; showProblem(problem: UserError): void }
}

/** The one writer of standard output: results go there, everything else to standard error. */
export function createReporter({ command, json, verbose, surface }: ReporterOptions): Reporter {
  const print = (text: string) => void process.stdout.write(`${text}\n`)
  let isStream = false
  const printDocument = (document: object) =>
    print(JSON.stringify({ schemaVersion, ...document }, null, isStream ? 0 : 2))
  return {
    line: (text, document) => {
      // Who reads may have seen enough, as `head` has; there is nobody left to tell.
      if (!isStream) process.stdout.once('error', () => process.exit(exitCodes.ok))
      isStream = true
      print(json ? JSON.stringify(document) : text)
    },
    result: ({ notice, data, findings = [], text, exitCode = exitCodes.ok }) => {
      if (json) return printDocument({ ok: exitCode === exitCodes.ok, command, exitCode, ...data })
      if (text !== undefined) return print(text)
      const columns = process.stdout.columns || 100
      for (const finding of findings) {
        for (const line of findingLines(finding, columns, surface.theme, { isFull: verbose })) print(line)
      }
      if (notice) for (const line of noticeLines(notice, columns, surface.theme)) print(line)
    },
    failure: (problem) => {
      if (problem instanceof CancelledError) {
        if (json)
          printDocument({
            ok: false,
            command,
            exitCode: problem.exitCode,
            error: { code: 'CANCELLED', message: problem.message, nextSteps: [] },
          })
        else process.stderr.write(`\n ${surface.theme.muted('Stopped. Run the same command again to go on.')}\n`)
        return problem.exitCode
      }
      const known = problem instanceof UserError ? problem : asBug(problem, verbose)
      if (json) printDocument({ ok: false, command, exitCode: known.exitCode, error: errorDocument(known) })
      else surface.showProblem(known)
      return known.exitCode
    },
  }
}

function errorDocument(problem: UserError): object {
  const { code, message, nextSteps, link, details } = problem
  const tool = problem instanceof ToolError ? { tool: problem.failure } : {}
  const facts = problem instanceof DetailedError ? problem.facts : {}
  return { code, message, nextSteps, ...(link ? { link } : {}), ...details, ...facts, ...tool }
}

/** Anything that is not a UserError is a mistake of ours, and says so. */
function asBug(problem: unknown, verbose: boolean): UserError {
  const error = problem instanceof Error ? problem : new Error(String(problem))
  return new UserError(
    'BUG',
    `This is a mistake in create-digital-twin itself: ${verbose ? (error.stack ?? error.message) : error.message}`,
    [
      verbose
        ? 'Please report it, with the lines above.'
        : 'Run the command again with --verbose and report what it prints.',
      'Running it again is safe: it goes on where it stopped.',
    ],
    exitCodes.bug,
  )
}
