import { spawn } from '@lydell/node-pty'
import { cleanEnvironment } from './measure.mjs'

const patience = 30_000

/** Starts a program on a terminal of its own; `until` sees everything drawn so far and says when it is enough. */
function onTerminal([command, ...args], { cwd, until, env = cleanEnvironment({ TERM: 'xterm-256color' }) }) {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const terminal = spawn(command, args, { cols: 100, rows: 30, cwd, env })
    let screen = ''
    let milliseconds
    const timer = setTimeout(() => {
      terminal.kill('SIGKILL')
      reject(new Error(`${args.join(' ')} did not get there:\n${screen}`))
    }, patience)
    terminal.onData((data) => {
      screen += data
      if (milliseconds !== undefined || !until?.(screen)) return
      milliseconds = performance.now() - start
      terminal.kill('SIGKILL')
    })
    // The next program starts when this one is gone, not while it is being ended.
    terminal.onExit(() => {
      clearTimeout(timer)
      if (until && milliseconds === undefined) reject(new Error(`${args.join(' ')} ended early:\n${screen}`))
      else resolve(milliseconds ?? performance.now() - start)
    })
  })
}

/** Milliseconds until `text` is on the screen. */
export const untilText = (command, text, options) =>
  onTerminal(command, { ...options, until: (screen) => screen.includes(text) })

/** Milliseconds until the program has ended by itself. */
export const untilEnd = (command, options) => onTerminal(command, options)
