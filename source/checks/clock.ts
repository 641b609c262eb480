import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import { acceptedSkewMs, readClock } from '../services/aws/clock.ts'
import { troubleFinding } from './from-trouble.ts'

/** Less is no reason for a word: AWS accepts it, and so does every other tool. */
const worthTelling = acceptedSkewMs / 5

/** Does this computer's clock go with AWS's? A signature has a time in it. */
export const clock: Check<Context> = {
  id: 'clock',
  title: 'Clock',
  needs: ['credentials'],
  inspect: async (context) => {
    const reading = await readClock(await context.aws().sts(), context.signal)
    if (!reading) return well('could not be compared')
    const { aheadMs, uncertaintyMs } = reading
    const sure = Math.max(0, Math.abs(aheadMs) - uncertaintyMs)
    const difference = `${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs < 0 ? 'behind' : 'ahead of'} AWS’s`
    if (sure < worthTelling) return well(sure === 0 ? 'goes with AWS’s' : difference)
    const severity = sure < acceptedSkewMs ? ('warning' as const) : ('error' as const)
    return { detail: difference, findings: [troubleFinding('CLOCK_SKEWED', {}, { severity, evidence: [difference] })] }
  },
}
