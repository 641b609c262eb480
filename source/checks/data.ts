import type { Context } from '../context.ts'
import type { Check } from '../engine/check.ts'
import { findingFrom } from '../engine/finding.ts'
import { UserError } from '../errors.ts'
import { data as step } from '../steps/data.ts'
import { checkFrom } from './from-step.ts'
import { inProject } from './in-project.ts'

const check = checkFrom(step, { needs: ['project'] })

/** Damaged or missing data has been looked at: that is a finding, not a check that could not look. */
export const data: Check<Context> = inProject({
  ...check,
  inspect: async (context, report) => {
    try {
      return await check.inspect(context, report)
    } catch (problem) {
      if (problem instanceof UserError && /^DATA_/.test(problem.code)) {
        return { detail: '', findings: [findingFrom(problem)] }
      }
      throw problem
    }
  },
})
