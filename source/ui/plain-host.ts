import type { Host } from '../engine/host.ts'
import type { Theme } from './theme.ts'
import { trailLines } from './views/trail.ts'

/** Seconds of silence after which a running step says that it still runs. */
const heartbeatSeconds = 15

/** Lines for pipes, CI and screen readers: nothing is ever redrawn. */
export function createPlainHost(write: (line: string) => void, theme: Theme, columns = 100): Host {
  const lastWords = new Map<string, string>()
  let heartbeat: NodeJS.Timeout | undefined
  return {
    begin: () => {
      heartbeat = setInterval(() => {
        for (const [title, words] of lastWords)
          write(` ${theme.marks.bullet} still at it: ${title}${words && `, ${words}`}`)
      }, heartbeatSeconds * 1000)
    },
    notify: (event) => {
      if (event.type === 'step-start') lastWords.set(event.title, '')
      if (event.type === 'step-progress') lastWords.set(event.title, event.message)
      if (event.type === 'step-end') lastWords.delete(event.title)
      if (event.type === 'step-end' || event.type === 'note') {
        for (const line of trailLines(event, columns, theme)) write(line)
      }
      if (event.type === 'stopping') write(' Stopping safely; another interrupt forces.')
    },
    end: () => clearInterval(heartbeat),
  }
}
