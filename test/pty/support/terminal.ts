import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { waitFor } from '../../end-to-end/support/processes.ts'
import type { Environment } from '../../end-to-end/support/run-program.ts'

export const keys = { enter: '\r', down: '\x1b[B', up: '\x1b[A', controlC: '\x03', clearLine: '\x15' } as const

export interface Terminal {
  readonly pid: number
  /** Everything on the screen and in its scrollback, line by line, without blanks at the ends of lines. */
  lines(): Promise<readonly string[]>
  /** Lines as the program wrote them, where they did not fit the width and the terminal had to break them. */
  broken(): Promise<readonly string[]>
  /** Every byte that the program wrote. */
  written(): string
  press(...keys: readonly string[]): void
  resize(columns: number): void
  /** Waits until the screen matches. @throws with the screen when it never does. */
  shows(pattern: RegExp, milliseconds?: number): Promise<void>
  /** Waits for the end. @returns the exit code. */
  ended(): Promise<number>
  isCursorVisible(): boolean
  close(): void
}

export interface TerminalOptions {
  readonly cwd: string
  readonly env: Environment
  readonly columns: number
}

const rows = 40
/** Milliseconds: a whole deployment on a slow machine. */
const patience = 240_000

/** Starts a program in a pty and keeps the screen as a terminal would show it. */
export function openTerminal(program: string, args: readonly string[], options: TerminalOptions): Terminal {
  const { cwd, env, columns } = options
  const screen = new xterm.Terminal({ cols: columns, rows, scrollback: 5_000, allowProposedApi: true })
  const variables = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const pty = spawn(program, [...args], { cwd, env: variables, cols: columns, rows, name: 'xterm-256color' })
  const chunks: string[] = []
  let drawn = Promise.resolve()
  pty.onData((data) => {
    chunks.push(data)
    drawn = drawn.then(() => new Promise((resolve) => screen.write(data, resolve)))
  })
  let exitCode: number | undefined
  const exited = new Promise<number>((resolve) => {
    pty.onExit((ending) => {
      exitCode = ending.exitCode
      resolve(ending.exitCode)
    })
  })
  // What a real terminal would answer (cursor position, device attributes) goes back to the program.
  screen.onData((answer) => {
    if (exitCode === undefined) pty.write(answer)
  })

  const lines = async () => {
    await drawn
    const { active } = screen.buffer
    const all = Array.from(
      { length: active.length },
      (_, index) => active.getLine(index)?.translateToString(true) ?? '',
    )
    return all.slice(0, all.findLastIndex((line) => line !== '') + 1)
  }
  const broken = async () => {
    await drawn
    const { active } = screen.buffer
    const whole: { text: string; parts: number }[] = []
    for (let index = 0; index < active.length; index += 1) {
      const line = active.getLine(index)
      const last = whole.at(-1)
      if (line?.isWrapped && last) {
        last.text += line.translateToString(true)
        last.parts += 1
      } else whole.push({ text: line?.translateToString(true) ?? '', parts: 1 })
    }
    return whole.filter(({ parts }) => parts > 1).map(({ text }) => text)
  }
  return {
    pid: pty.pid,
    lines,
    broken,
    written: () => chunks.join(''),
    press: (...pressed) => {
      for (const key of pressed) pty.write(key)
    },
    resize: (width) => {
      pty.resize(width, rows)
      screen.resize(width, rows)
    },
    shows: async (pattern, milliseconds = patience) => {
      let now = ''
      await waitFor(
        async () => {
          now = (await lines()).join('\n')
          return pattern.test(now) || exitCode !== undefined
        },
        () => `nothing like ${pattern} on the screen:\n${now}`,
        milliseconds,
      )
      now = (await lines()).join('\n')
      if (!pattern.test(now)) throw new Error(`The program ended with ${exitCode} without showing ${pattern}:\n${now}`)
    },
    ended: () => exited,
    isCursorVisible: () => chunks.join('').lastIndexOf('\x1b[?25h') >= chunks.join('').lastIndexOf('\x1b[?25l'),
    close: () => {
      if (exitCode === undefined) pty.kill('SIGKILL')
      screen.dispose()
    },
  }
}
