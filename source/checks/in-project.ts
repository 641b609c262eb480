import type { Context } from '../context.ts'
import { type Check, skipped } from '../engine/check.ts'

/** A check that has nothing to look at outside a twin's folder; the check “project” says so once. */
export const inProject = (check: Check<Context>): Check<Context> => ({
  ...check,
  inspect: async (context, report) =>
    context.found.hasProject ? check.inspect(context, report) : skipped('not without a project'),
})
