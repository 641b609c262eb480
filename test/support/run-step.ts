import type { Context } from '../../source/context.ts'
import { type Mode, runSteps } from '../../source/engine/run-steps.ts'
import type { Report } from '../../source/engine/step.ts'
import type { AnyStep } from '../../source/plans/act.ts'
import { type RecordingHost, recordingHost } from './recording-host.ts'

/** For calling a step’s functions by themselves. */
export const silent: Report = Object.assign(() => undefined, { note: () => undefined })

export interface Performed {
  readonly outcome: string
  readonly detail?: string
  readonly plan?: readonly string[]
  readonly problem?: unknown
  readonly host: RecordingHost
}

/** Runs one step by the product's engine, as if all before it were done. */
export async function performStep(step: AnyStep, context: Context, mode: Mode = 'apply'): Promise<Performed> {
  const host = recordingHost()
  try {
    const [result] = await runSteps([step], context, { mode, host, signal: context.signal })
    return { outcome: 'none', ...result, host }
  } catch (problem) {
    return { outcome: 'threw', problem, host }
  }
}
