import { type ExitCode, exitCodes } from '../errors.ts'

export interface Interrupt {
  /** Aborted by the first interrupt: finish what must be finished, start nothing new. */
  readonly signal: AbortSignal
  /** Aborts `signal` for a reason of our own, which the run then ends with. */
  fail(problem: Error): void
  /** That reason. */
  failure(): Error | undefined
  /** What the process must end with once `signal` is aborted. */
  exitCode(): ExitCode
  /** A signal or a Ctrl-C read from the keyboard in raw mode; the second one forces. */
  trigger(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void
  /** Stops listening to the process's signals. */
  dispose(): void
}

/**
 * A signal that comes again this soon is the same one: npm passes on what the terminal sent to all of
 * us, and a library that tidies up files (when-exit, behind conf) sends each signal to the process anew.
 */
const echoMilliseconds = 250

/**
 * Turns interrupts into one abort signal. The first says "stopping safely" (`onFirst`), the second
 * calls `onForce`, which must not return to normal work.
 */
export function createInterrupt(onFirst: () => void, onForce: (code: ExitCode) => void): Interrupt {
  const controller = new AbortController()
  let code: ExitCode = exitCodes.interrupted
  let failure: Error | undefined
  const trigger = (name: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => {
    if (controller.signal.aborted) return onForce(code)
    if (name === 'SIGTERM') code = exitCodes.terminated
    controller.abort()
    onFirst()
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let lastSignal = Number.NEGATIVE_INFINITY
  const onSignal = (name: (typeof names)[number]) => {
    const sinceLast = performance.now() - lastSignal
    lastSignal = performance.now()
    if (sinceLast > echoMilliseconds) trigger(name)
  }
  for (const name of names) process.on(name, onSignal)
  return {
    signal: controller.signal,
    fail: (problem) => {
      if (controller.signal.aborted) return
      failure = problem
      controller.abort()
      onFirst()
    },
    failure: () => failure,
    exitCode: () => code,
    trigger,
    dispose: () => {
      for (const name of names) process.off(name, onSignal)
    },
  }
}
