import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import { readLastFailure } from '../services/last-failure.ts'
import { findUnpushedState } from '../services/terraform/apply.ts'
import { troubleFinding } from './from-trouble.ts'
import { inProject } from './in-project.ts'

/**
 * How the last run ended. Not everything can be seen again by looking: that AWS has not verified an
 * account, for instance, is told to whoever makes a distribution, and to nobody else.
 */
export const lastRun: Check<Context> = inProject({
  id: 'last-run',
  title: 'Last run',
  needs: ['project'],
  inspect: async (context) => {
    const { twin, terraform } = context.paths()
    const [failure, unpushed] = await Promise.all([readLastFailure(twin), findUnpushedState(terraform)])
    const findings = unpushed ? [troubleFinding('STATE_NOT_PUSHED', {}, { evidence: [unpushed] })] : []
    if (!failure) return { ...well('left nothing undone'), findings }
    const { code, message, nextSteps, link, details, command, time } = failure
    return {
      detail: '',
      findings: [
        ...findings,
        {
          code,
          severity: 'error',
          message,
          evidence: [`${command}, ${time}`],
          mend: [...nextSteps, `${command}   # goes on where it stopped`],
          ...(link ? { link } : {}),
          ...(details ? { details } : {}),
        },
      ],
    }
  },
})
