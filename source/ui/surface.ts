import type { Host } from '../engine/host.ts'
import type { Notice } from '../engine/notice.ts'
import type { UserError } from '../errors.ts'
import { isLive } from './is-live.ts'
import { createJsonHost } from './json-host.ts'
import { createPlainHost } from './plain-host.ts'
import type { Prompter } from './prompter.ts'
import { createTheme, type Theme, wantsColor, wantsUnicode } from './theme.ts'
import { noticeLines } from './views/notice.ts'
import { problemLines } from './views/problem.ts'

export interface SurfaceOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly json: boolean
  readonly plain: boolean
  readonly color: boolean
  readonly signal: AbortSignal
  readonly onInterrupt: () => void
}

/** Everything a run shows, on the one kind of surface that fits where it runs. */
export interface TerminalSurface {
  readonly theme: Theme
  readonly host: Host
  /** Prints lines and draws nothing, for what takes no time. */
  readonly quickHost: Host
  show(notice: Notice): void
  showProblem(problem: UserError): void
  prompter(): Promise<Prompter>
}

export async function createSurface(options: SurfaceOptions): Promise<TerminalSurface> {
  const { env, json, color, signal, onInterrupt } = options
  const isTerminal = Boolean(process.stderr.isTTY)
  const theme = createTheme({ color: color && wantsColor(env, isTerminal), unicode: wantsUnicode(env) })
  const write = (line: string) => void process.stderr.write(`${line}\n`)
  const columns = () => process.stderr.columns || 100
  // Views bring their own gaps; where two meet, one is enough.
  let isGap = false
  const say = (lines: readonly string[]) => {
    for (const line of lines) {
      if (!(isGap && line === '')) write(line)
      isGap = line === ''
    }
  }
  return {
    theme,
    host: await pickHost((gap) => {
      isGap = gap
    }),
    quickHost: json ? createJsonHost(write) : createPlainHost((line) => say([line]), theme, columns()),
    show: (notice) =>
      json ? write(JSON.stringify({ type: 'notice', ...notice })) : say(noticeLines(notice, columns(), theme)),
    showProblem: (problem) => say(problemLines(problem, columns(), theme)),
    prompter: async () => (await import('./prompter.ts')).createPrompter(theme, signal),
  }

  async function pickHost(leaveGap: (gap: boolean) => void): Promise<Host> {
    if (json) return createJsonHost(write)
    const live = isLive(options)
    const host = live
      ? (await import('./ink-host.ts')).createInkHost(theme, onInterrupt)
      : createPlainHost(write, theme, columns())
    // Ink ends with an empty line of its own.
    return {
      ...host,
      end: async () => {
        await host.end()
        leaveGap(live)
      },
    }
  }
}
