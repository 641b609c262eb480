import type { EngineEvent } from './events.ts'

/** Whoever shows a run: a live terminal, plain lines, JSON lines, or a test that records. */
export interface Host {
  /** Called before the first step of a group runs: from now on the host owns the terminal. */
  begin(): void | Promise<void>
  notify(event: EngineEvent): void
  /** Called after the last step of a group: afterwards questions may be asked. */
  end(): void | Promise<void>
}
