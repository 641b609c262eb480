import type { EngineEvent } from '../engine/events.ts'
import type { RunningStep } from './views/live-lines.ts'

/** What stays in the scrollback once it is written. */
export type TrailEvent = Extract<EngineEvent, { type: 'step-end' | 'note' }>

export interface Progress {
  readonly running: readonly RunningStep[]
  readonly trail: readonly TrailEvent[]
  readonly stopping: boolean
}

export const noProgress: Progress = { running: [], trail: [], stopping: false }

/** What a screen shows after one more event; pure, so that every picture can be made in a test. */
export function reduceProgress(state: Progress, event: EngineEvent, now: number): Progress {
  switch (event.type) {
    case 'step-start':
      return {
        ...state,
        running: [...state.running, { id: event.id, title: event.title, message: '', startedAt: now }],
      }
    case 'step-progress': {
      const { id, title, message, done, total } = event
      const running = state.running.map((step) =>
        step.id === id
          ? {
              id,
              title,
              message,
              startedAt: step.startedAt,
              ...(done === undefined ? {} : { done }),
              ...(total === undefined ? {} : { total }),
            }
          : step,
      )
      return { ...state, running }
    }
    case 'step-end':
      return {
        ...state,
        running: state.running.filter((step) => step.id !== event.id),
        trail: [...state.trail, event],
      }
    case 'note':
      return { ...state, trail: [...state.trail, event] }
    case 'stopping':
      return { ...state, stopping: true }
  }
}

export interface ProgressStore {
  current(): Progress
  push(event: EngineEvent): void
  subscribe(listener: () => void): () => void
}

/** The state that the drawing follows (React's external store). */
export function createProgressStore(now: () => number = () => performance.now()): ProgressStore {
  let state = noProgress
  const listeners = new Set<() => void>()
  return {
    current: () => state,
    push: (event) => {
      state = reduceProgress(state, event, now())
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
