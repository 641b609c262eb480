import type { EngineEvent } from '../../source/engine/events.ts'
import type { Host } from '../../source/engine/host.ts'

export interface RecordingHost extends Host {
  readonly events: readonly EngineEvent[]
  /** `begin`, `start a`, `progress a: words`, `applied a`, `end` … in the order in which they came. */
  readonly lines: readonly string[]
}

/** Keeps everything that the engine says. */
export function recordingHost(): RecordingHost {
  const events: EngineEvent[] = []
  const lines: string[] = []
  return {
    events,
    lines,
    begin: () => void lines.push('begin'),
    end: () => void lines.push('end'),
    notify: (event) => {
      events.push(event)
      if (event.type === 'step-start') lines.push(`start ${event.id}`)
      if (event.type === 'step-progress') lines.push(`progress ${event.id}: ${event.message}`)
      if (event.type === 'step-end') lines.push(`${event.outcome} ${event.id}`)
      if (event.type === 'stopping') lines.push('stopping')
    },
  }
}
