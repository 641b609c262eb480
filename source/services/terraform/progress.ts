import type { TerraformEvent } from './event.ts'
import { describeResource } from './resource-words.ts'

export interface RunningResource {
  readonly address: string
  /** `CloudFront distribution` */
  readonly what: string
  readonly why: string
  readonly verb: 'creating' | 'changing' | 'removing'
  /** Milliseconds, of the clock given to `advanceProgress`. */
  readonly since: number
}

/** How far an apply is: plain data, changed only by `advanceProgress`. */
export interface Progress {
  readonly total: number
  readonly done: number
  readonly running: readonly RunningResource[]
  readonly failed: readonly string[]
}

/** @param total number of changes in the plan; a replacement counts twice, as Terraform reports it. */
export const startProgress = (total: number): Progress => ({ total, done: 0, running: [], failed: [] })

const verbs = { create: 'creating', delete: 'removing' } as const

/** The progress after an event; events that say nothing about resources give the same object back. */
export function advanceProgress(progress: Progress, event: TerraformEvent, now: number): Progress {
  switch (event.type) {
    case 'started': {
      const { what, why } = describeResource(event.resource)
      const verb = verbs[event.action as keyof typeof verbs] ?? 'changing'
      return {
        ...progress,
        running: [...progress.running, { address: event.resource.address, what, why, verb, since: now }],
      }
    }
    case 'finished':
    case 'errored': {
      const { address } = event.resource
      const running = progress.running.filter((resource) => resource.address !== address)
      return event.type === 'finished'
        ? { ...progress, running, done: progress.done + 1, total: Math.max(progress.total, progress.done + 1) }
        : { ...progress, running, failed: [...progress.failed, address] }
    }
    default:
      return progress
  }
}

/** The one to show when there is room for one: it has been running longest. */
export const slowestRunning = (progress: Progress): RunningResource | undefined =>
  progress.running.reduce<RunningResource | undefined>(
    (slowest, resource) => (slowest && slowest.since <= resource.since ? slowest : resource),
    undefined,
  )
