import { CancelledError, UserError } from '../errors.ts'
import type { StepOutcome } from './events.ts'
import type { Host } from './host.ts'
import type { Assessment, Step } from './step.ts'

/** `apply` makes it so; `dry-run` only looks, and goes on past what is missing. */
export type Mode = 'apply' | 'dry-run'

export interface RunOptions {
  readonly mode: Mode
  readonly host: Host
  readonly signal: AbortSignal
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number
}

export interface StepResult {
  readonly id: string
  readonly outcome: StepOutcome
  readonly detail: string
  readonly plan?: readonly string[]
}

interface Ending {
  readonly outcome: StepOutcome
  readonly detail: string
  readonly plan?: readonly string[]
}

/**
 * Runs steps, each as soon as the steps it needs are done; a step that names no needs waits for all
 * steps before it. The first failure lets what is running finish and starts nothing new.
 * @throws the failure of the step that stands first, or CancelledError when `signal` was aborted.
 */
export async function runSteps<Context>(
  // biome-ignore lint/suspicious/noExplicitAny: each step has facts of its own type, known to that step alone.
  steps: readonly Step<Context, any>[],
  context: Context,
  options: RunOptions,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  const finished = new Map<string, Promise<void>>()
  const failures = new Map<number, unknown>()
  const isUndone = (id: string) => results.some((result) => result.id === id && result.outcome === 'planned')

  await options.host.begin()
  try {
    steps.forEach((step, index) => {
      const needs = step.needs ?? steps.slice(0, index).map(({ id }) => id)
      const all = (ids: readonly string[]) => Promise.all(ids.map((id) => finished.get(id)))
      const mayGoOn = () => failures.size === 0 && !options.signal.aborted
      const mayWrite = all(needs).then(mayGoOn)
      const mayLook = step.looksAfter ? all(step.looksAfter).then(mayGoOn) : mayWrite
      const work = mayLook.then(async (may) => {
        if (!may || step.standsOn?.some(isUndone)) return
        const ending = await runStep(step, context, options, mayWrite)
        if (ending) results.push({ id: step.id, ...ending })
      })
      finished.set(
        step.id,
        work.catch((problem: unknown) => {
          failures.set(index, problem)
        }),
      )
    })
    await Promise.all(finished.values())
  } finally {
    await options.host.end()
  }
  if (options.signal.aborted) throw new CancelledError()
  if (failures.size > 0) throw foremost(failures)
  return results
}

/**
 * Of several failures the earliest step's: what a later one stumbled over is mostly the same, understood
 * less well. A step that gave up because another had failed has none of its own.
 */
function foremost(failures: ReadonlyMap<number, unknown>): unknown {
  const inOrder = [...failures].toSorted(([one], [other]) => one - other).map(([, problem]) => problem)
  return inOrder.find((problem) => !(problem instanceof CancelledError)) ?? inOrder[0]
}

async function runStep<Context, Facts>(
  step: Step<Context, Facts>,
  context: Context,
  { mode, host, signal, now = () => performance.now() }: RunOptions,
  mayWrite: Promise<boolean>,
): Promise<Ending> {
  const { id, title } = step
  const start = now()
  const report = Object.assign(
    (message: string, progress?: { done: number; total?: number }) =>
      host.notify({ type: 'step-progress', id, title, message, ...progress }),
    { note: (lines: readonly string[]) => host.notify({ type: 'note', id, title, lines }) },
  )
  const end = (ending: Ending): Ending => {
    host.notify({ type: 'step-end', id, title, ...ending, milliseconds: now() - start })
    return ending
  }

  host.notify({ type: 'step-start', id, title })
  try {
    const facts = await step.inspect(context, report)
    const before = step.assess(facts, context)
    if (before.status === 'satisfied') return end({ outcome: 'satisfied', detail: before.detail })
    if (before.status === 'blocked') throw before.problem
    if (mode === 'dry-run' || !step.apply) return end({ outcome: 'planned', detail: '', plan: before.plan })
    // A step before this one failed while this one was looking.
    if (!(await mayWrite)) throw new CancelledError()
    await step.apply(context, facts, report)
    const after = step.assess(await step.inspect(context, report), context)
    if (after.status === 'satisfied') return end({ outcome: 'applied', detail: after.detail })
    throw unfinished(title, after)
  } catch (problem) {
    const cancelled = problem instanceof CancelledError || signal.aborted
    const blocked = problem instanceof UserError
    const outcome = cancelled ? 'cancelled' : blocked ? 'blocked' : 'failed'
    const reason = problem instanceof Error ? problem.message : String(problem)
    end({ outcome, detail: cancelled ? 'left undone' : reason })
    throw problem
  }
}

function unfinished(title: string, after: Exclude<Assessment, { status: 'satisfied' }>): Error {
  if (after.status === 'blocked') return after.problem
  return new UserError(
    'STEP_UNFINISHED',
    `“${title}” was done, but a second look does not find it: ${after.plan.join(' ')}`,
    ['Run the same command again: it continues where this one stopped.'],
  )
}
