import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

export interface Theme {
  readonly accent: (text: string) => string
  readonly strong: (text: string) => string
  readonly muted: (text: string) => string
  readonly good: (text: string) => string
  readonly warning: (text: string) => string
  readonly bad: (text: string) => string
  readonly marks: Marks
}

export interface Marks {
  readonly done: string
  readonly made: string
  readonly planned: string
  readonly warned: string
  readonly failed: string
  readonly working: readonly string[]
  readonly next: string
  readonly bullet: string
}

const unicodeMarks: Marks = {
  done: '✔',
  made: '✚',
  planned: '◌',
  warned: '▲',
  failed: '✖',
  working: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  next: '→',
  bullet: '·',
}

const asciiMarks: Marks = {
  done: 'ok',
  made: '++',
  planned: '..',
  warned: '!?',
  failed: '!!',
  working: ['-', '\\', '|', '/'],
  next: '->',
  bullet: '-',
}

export function createTheme({ color, unicode }: { color: boolean; unicode: boolean }): Theme {
  // Whether to colour is decided already. Left to itself styleText asks, and so opens, standard output.
  const how = { validateStream: false, stream: process.stderr }
  const paint = (style: Style) => (color ? (text: string) => styleText(style, text, how) : (text: string) => text)
  return {
    accent: paint('cyan'),
    strong: paint('bold'),
    muted: paint('dim'),
    good: paint('green'),
    warning: paint('yellow'),
    bad: paint('red'),
    marks: unicode ? unicodeMarks : asciiMarks,
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Colour by the usual rules: NO_COLOR wins, then FORCE_COLOR, then whether it is a terminal. */
export function wantsColor(env: Environment, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isTerminal && env.TERM !== 'dumb'
}

/** Marks outside ASCII need a UTF-8 locale; Windows' terminals have been fine since Windows 10. */
export function wantsUnicode(env: Environment, platform: string = process.platform): boolean {
  if (env.TERM === 'dumb' || env.TERM === 'linux') return false
  if (platform === 'win32' || platform === 'darwin') return true
  return /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '')
}
