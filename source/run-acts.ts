import type { AnswerKey } from './answers/questions.ts'
import { ask, settleWithoutTerminal } from './ask.ts'
import type { Context } from './context.ts'
import type { Host } from './engine/host.ts'
import type { Notice } from './engine/notice.ts'
import { runSteps, type StepResult } from './engine/run-steps.ts'
import { UserError } from './errors.ts'
import { explainCredentials } from './explain-credentials.ts'
import type { Act, Remedy, RemedyTools } from './plans/act.ts'
import type { Prompter } from './ui/prompter.ts'

/** What the surface offers to a plan: a host for steps, a place for notices, a way to ask. */
export interface Surface {
  readonly host: Host
  /** Prints lines and draws nothing, for what takes no time. */
  readonly quickHost: Host
  show(notice: Notice): void
  showProblem(problem: UserError): void
  prompter(): Promise<Prompter>
}

/** Performs acts in order. Without a terminal every missing answer is named before anything runs. */
export async function runActs(
  acts: readonly Act[],
  context: Context,
  surface: Surface,
): Promise<readonly StepResult[]> {
  if (!context.options.interactive) {
    const keys = acts.flatMap(({ questions, isUnforeseen }) => (isUnforeseen ? [] : (questions ?? [])))
    settleWithoutTerminal(context.options.dryRun ? keys.filter((key) => !approvals.has(key)) : keys, context)
  }
  const results: StepResult[] = []
  const rest = [...acts]
  const told = new Set<string>()
  for (let act = rest.shift(); act; act = rest.shift()) {
    const done = await runAct(act, context, surface, told)
    if (done === 'start over') {
      rest.splice(0, rest.length, ...acts)
      continue
    }
    results.push(...done)
    if (act.isFoundation && done.some(({ outcome }) => outcome === 'planned')) break
  }
  return results
}

/** @param told the notices so far: who starts over has read them. */
async function runAct(
  act: Act,
  context: Context,
  surface: Surface,
  told: Set<string>,
): Promise<readonly StepResult[] | 'start over'> {
  const { options, signal } = context
  const notice = act.notice?.(context)
  if (notice && !told.has(JSON.stringify(notice))) {
    told.add(JSON.stringify(notice))
    surface.show(notice)
  }
  if (act.when && !act.when(context)) return []
  const questions = (act.questions ?? []).filter((key) => !(options.dryRun && approvals.has(key)))
  if (questions.length > 0) {
    if (act.isUnforeseen && !options.interactive) settleWithoutTerminal(questions, context)
    await ask(questions, context, surface.prompter)
    await context.saveAnswers()
  }
  if (!act.steps) return []
  for (;;) {
    try {
      const results = await runSteps(act.steps, context, {
        mode: options.dryRun ? 'dry-run' : 'apply',
        host: act.isQuick ? surface.quickHost : surface.host,
        signal,
      })
      // What the steps confirmed is an answer from now on.
      await context.saveAnswers()
      return results
    } catch (thrown) {
      const problem = await explainCredentials(thrown, context.env)
      const outcome = await remedied(problem, act.remedies ?? [], context, surface)
      if (outcome === 'start over') return outcome
      if (outcome === 'not mended') throw problem
    }
  }
}

/** A dry run changes nothing, so nothing has to be approved. */
const approvals = new Set<AnswerKey>(['approve', 'confirm', 'confirmAccount', 'acceptCosts'])

const stop = 'stop'

/** Lets a person at a terminal mend a blocked step; not mended when there is no way or they would rather stop. */
async function remedied(
  problem: unknown,
  remedies: readonly Remedy[],
  context: Context,
  surface: Surface,
): Promise<'mended' | 'not mended' | 'start over'> {
  if (!(problem instanceof UserError) || !context.options.interactive) return 'not mended'
  const remedy = remedies.find(({ codes }) => codes.includes(problem.code))
  if (!remedy) return 'not mended'
  surface.showProblem(remedy.shown?.(problem, context) ?? problem)
  for (;;) {
    const choices = await remedy.choices(context, problem)
    const prompter = await surface.prompter()
    const answer = await prompter.choose(remedy.message, [
      ...choices.map(({ label, hint }, index) => ({ value: String(index), label, ...(hint ? { hint } : {}) })),
      { value: stop, label: 'Stop here', hint: 'run the same command to go on later' },
    ])
    const choice = answer === stop ? undefined : choices[Number(answer)]
    if (!choice) return 'not mended'
    try {
      const next = await choice.apply(context, toolsFor(prompter, context, surface))
      if (next !== 'ask again') return next === 'start over' ? next : 'mended'
    } catch (failure) {
      // What one choice could not do, another may.
      if (!(failure instanceof UserError)) throw failure
      surface.showProblem(failure)
    }
  }
}

function toolsFor(prompter: Prompter, context: Context, { host, show }: Surface): RemedyTools {
  const { text, secret, ask } = prompter
  const question = { kind: 'confirm', flag: '', env: [], saved: false } as const
  return {
    text,
    secret,
    show,
    confirm: async (message) => (await ask({ ...question, message }, false)) === true,
    perform: async (steps) => {
      await runSteps(steps, context, { mode: 'apply', host, signal: context.signal })
    },
  }
}
