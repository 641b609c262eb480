import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import { type Finding, findingFrom } from '../engine/finding.ts'
import type { Step } from '../engine/step.ts'

interface StepCheck<Facts> extends Pick<Check<Context>, 'needs'> {
  /** What blocks the step also keeps every check from looking that builds on this one. */
  readonly isGround?: boolean
  /** What to say when the step would have something to do; what it would do is added, and is the fix. */
  readonly missing?: (facts: Facts, context: Context) => Finding
}

/**
 * A step as a check: what it would make is a finding that it can mend, what blocks it is one for a person.
 * So the doctor and a deployment can never think differently of the same thing.
 */
export const checkFrom = <Facts>(
  step: Step<Context, Facts>,
  { needs = [], isGround = false, missing }: StepCheck<Facts>,
): Check<Context> => ({
  id: step.id,
  title: step.title,
  needs,
  inspect: async (context, report) => {
    const facts = await step.inspect(context, report)
    const assessment = step.assess(facts, context)
    if (assessment.status === 'satisfied') return well(assessment.detail)
    if (assessment.status === 'blocked' && isGround) throw assessment.problem
    if (assessment.status === 'blocked') return { detail: '', findings: [findingFrom(assessment.problem)] }
    if (!missing) throw new Error(`The check “${step.id}” has no words for what is missing.`)
    const { plan } = assessment
    const finding: Finding = {
      ...missing(facts, context),
      evidence: plan.map((sentence) => `to do: ${sentence}`),
      ...(step.apply
        ? {
            fix: {
              what: plan.join(' '),
              apply: async (progress) => {
                await step.apply?.(context, facts, progress)
              },
            },
          }
        : {}),
    }
    return { detail: '', findings: [finding] }
  },
})
