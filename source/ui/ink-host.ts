import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import type { Host } from '../engine/host.ts'
import { createProgressStore } from './progress-store.ts'
import type { Theme } from './theme.ts'

/**
 * The live terminal, and the one place where Ink and Inquirer hand standard input to each other.
 * Ink owns it between `begin` and `end`. Each line below was needed in a real pty: without a turn
 * of the event loop before rendering Ink gets no keys; without one before unmounting the last line
 * doubles; without `ref()` the next question appears and Node exits.
 */
export function createInkHost(theme: Theme, onInterrupt: () => void): Host {
  let instance: import('ink').Instance | undefined
  let store = createProgressStore()
  return {
    begin: async () => {
      const { drawScreen } = await import('./draw-screen.tsx')
      store = createProgressStore()
      await eventLoopTurn()
      instance = drawScreen({ store, theme, onInterrupt })
    },
    notify: (event) => store.push(event),
    end: async () => {
      await eventLoopTurn()
      instance?.unmount()
      await instance?.waitUntilExit()
      instance = undefined
      process.stdin.ref()
    },
  }
}
