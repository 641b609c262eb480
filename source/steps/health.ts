import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import { CancelledError, UserError } from '../errors.ts'
import { type HealthAnswer, readHealth } from '../services/health.ts'
import { siteAddress } from '../services/site-address.ts'
import { appVersion } from './app-version.ts'
import { need, targetOf } from './need.ts'

/** A new distribution takes 3 to 10 minutes to reach CloudFront's edges, now and then more; milliseconds. */
const longestWait = 20 * 60_000
const firstPause = 500
const longestPause = 10_000

interface Facts {
  readonly site: string
  readonly answer: HealthAnswer
}

/** The twin's own word, through CloudFront, that the version just deployed is up. */
export const health: Step<Context, Facts> = {
  id: 'health',
  title: 'Health check',
  needs: ['upload-data', 'upload-page'],
  inspect: async (context, report) => {
    const site = siteAddress(need(context, 'outputs').domain, context.env)
    return { site, answer: await waitForHealth(site, context, report) }
  },
  assess: ({ site, answer }, context) => {
    if ('health' in answer && isCurrent(answer, context)) {
      context.found.health = answer.health
      return { status: 'satisfied', detail: `${site}/api/health answers` }
    }
    return { status: 'blocked', problem: notHealthy(site, answer, context) }
  },
}

const isCurrent = (answer: HealthAnswer, context: Context) =>
  'health' in answer &&
  answer.health.environment === targetOf(context).environment &&
  answer.health.version === appVersion(context)

async function waitForHealth(site: string, context: Context, report: Report): Promise<HealthAnswer> {
  const start = performance.now()
  for (let wait = firstPause; ; wait = Math.min(wait * 1.5, longestPause)) {
    const answer = await readHealth(site, context.signal)
    if (context.signal.aborted) throw new CancelledError()
    if (isCurrent(answer, context) || performance.now() - start > longestWait) return answer
    report('trouble' in answer ? `waiting for CloudFront’s edges, ${answer.trouble}` : 'waiting for the new version')
    await pause(wait, undefined, { signal: context.signal }).catch(() => {
      throw new CancelledError()
    })
  }
}

function notHealthy(site: string, answer: HealthAnswer, { answers }: Context): UserError {
  const trouble = 'trouble' in answer ? answer.trouble : `it still answers as version ${answer.health.version}`
  return new UserError(
    'TWIN_NOT_HEALTHY',
    `The twin was deployed, but ${site}/api/health does not say that it is well: ${trouble}.`,
    [
      `Look yourself: curl -i ${site}/api/health`,
      `See the function’s log: aws logs tail /aws/lambda/${answers.get('projectName')}-${answers.get('environment')}-api`,
      'Run the same command again: it goes on with this check.',
    ],
  )
}
