import { CancelledError, UserError } from '../errors.ts'
import type { Check, Inspection } from './check.ts'
import type { StepOutcome } from './events.ts'
import { type Finding, findingFrom } from './finding.ts'
import type { Host } from './host.ts'
import type { Report } from './step.ts'

/** `unable`: it could not look. `skipped`: a check it builds on could not, or there is nothing to look at. */
export type CheckOutcome = 'well' | 'fixed' | 'warning' | 'error' | 'unable' | 'skipped'

export interface CheckResult {
  readonly id: string
  readonly title: string
  readonly outcome: CheckOutcome
  readonly detail: string
  /** What is still wrong. */
  readonly findings: readonly Finding[]
  /** What was wrong before it was mended in this run. */
  readonly fixed: readonly Finding[]
  readonly milliseconds: number
}

export interface CheckOptions {
  readonly host: Host
  readonly signal: AbortSignal
  /** Mends what is safe to mend. */
  readonly fix: boolean
  /** Gives an error the words that fit this run. */
  readonly explain?: (problem: unknown) => Promise<unknown>
  /** Milliseconds since any fixed moment. */
  readonly now?: () => number
}

/**
 * Runs checks, each as soon as those it builds on are done, and all others beside it. No check hides
 * another: what one throws becomes its own finding. Results come in the order of the checks.
 * @throws CancelledError when `signal` was aborted.
 */
export async function runChecks<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  options: CheckOptions,
): Promise<readonly CheckResult[]> {
  const running = new Map<string, Promise<CheckResult>>()
  // Checks that learnt nothing, so that whatever builds on them cannot begin.
  const blind = new Set<string>()
  await options.host.begin()
  try {
    for (const check of checks) {
      const before = (check.needs ?? []).map((id) => running.get(id))
      const work = Promise.all(before).then(async (results) => {
        const blocking = results.find((result) => result && blind.has(result.id))
        const result = await runCheck(check, context, options, blocking)
        if (blocking || result.outcome === 'unable') blind.add(check.id)
        return result
      })
      running.set(check.id, work)
    }
    const results = await Promise.all(running.values())
    if (options.signal.aborted) throw new CancelledError()
    return results
  } finally {
    await options.host.end()
  }
}

async function runCheck<Context>(
  check: Check<Context>,
  context: Context,
  { host, signal, fix, explain = async (problem) => problem, now = () => performance.now() }: CheckOptions,
  blocking: CheckResult | undefined,
): Promise<CheckResult> {
  const { id, title } = check
  const start = now()
  const end = (outcome: CheckOutcome, detail: string, findings: readonly Finding[], fixed: readonly Finding[] = []) => {
    const milliseconds = now() - start
    host.notify({ type: 'step-end', id, title, outcome: shownAs[outcome], detail, milliseconds })
    return { id, title, outcome, detail, findings, fixed, milliseconds }
  }
  host.notify({ type: 'step-start', id, title })
  if (signal.aborted) return end('skipped', 'left out', [])
  if (blocking) return end('skipped', `cannot be looked at before “${blocking.title}” can`, [])
  const report = reportTo(host, id, title)
  try {
    const first = await check.inspect(context, report)
    const fixable = fix ? first.findings.filter((finding) => finding.fix) : []
    if (fixable.length === 0) return end(outcomeOf(first), detailOf(first), first.findings)
    const failure = await mend(fixable, report).then(
      () => undefined,
      async (problem) => findingOf(await explain(problem), title),
    )
    const second = await check.inspect(context, report)
    const findings = failure ? [...second.findings, failure] : second.findings
    const still = new Set(second.findings.map(({ code }) => code))
    const fixed = fixable.filter(({ code }) => !still.has(code))
    const after = { ...second, findings }
    return end(findings.length === 0 ? 'fixed' : outcomeOf(after), detailOf(after), findings, fixed)
  } catch (problem) {
    const finding = findingOf(await explain(problem), title)
    return end('unable', finding.message, [finding])
  }
}

/** One after the other: a later one may build on what an earlier one made. */
async function mend(findings: readonly Finding[], report: Report): Promise<void> {
  for (const { fix } of findings) {
    report(fix?.what ?? '')
    await fix?.apply(report)
  }
}

const reportTo = (host: Host, id: string, title: string): Report =>
  Object.assign(
    (message: string, progress?: { done: number; total?: number }) =>
      host.notify({ type: 'step-progress', id, title, message, ...progress }),
    { note: (lines: readonly string[]) => host.notify({ type: 'note', id, title, lines }) },
  )

const shownAs: Readonly<Record<CheckOutcome, StepOutcome>> = {
  well: 'satisfied',
  fixed: 'applied',
  warning: 'warned',
  error: 'blocked',
  unable: 'failed',
  skipped: 'skipped',
}

function outcomeOf({ findings, isSkipped }: Inspection): CheckOutcome {
  if (isSkipped) return 'skipped'
  if (findings.length === 0) return 'well'
  return findings.some(({ severity }) => severity === 'error') ? 'error' : 'warning'
}

/** With something wrong, that is what the line says; more than one is counted. */
function detailOf({ detail, findings }: Inspection): string {
  const [first, ...more] = findings.toSorted((a, b) => a.severity.localeCompare(b.severity))
  if (!first) return detail
  const sentence = /^[\s\S]*?\.(?=\s|$)/.exec(first.message)?.[0] ?? first.message
  return more.length === 0 ? sentence : `${sentence.replace(/\.$/, '')} (and ${more.length} more).`
}

/** A check that could not look says why; a mistake of ours is no more than that one check. */
function findingOf(problem: unknown, title: string): Finding {
  if (problem instanceof UserError) return findingFrom(problem)
  const reason = problem instanceof Error ? problem.message : String(problem)
  return {
    code: 'CHECK_FAILED',
    severity: 'warning',
    message: `“${title}” could not be checked, which is a mistake in create-digital-twin itself: ${reason}`,
    mend: ['twin doctor --verbose   # and report what it prints'],
  }
}
