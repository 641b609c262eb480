import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import { CancelledError, type UserError } from '../errors.ts'
import { logGroupName } from '../names.ts'
import { type HealthAnswer, readHealth } from '../services/health.ts'
import { siteAddress } from '../services/site-address.ts'
import { troubleError } from '../troubles/find-trouble.ts'
import { appVersion } from './app-version.ts'
import { need, targetOf } from './need.ts'
import { whileCredentialsLast } from './while-credentials-last.ts'

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
    // What follows writes to AWS, and nobody should wait for minutes to hear that it may not any more.
    const answer = await whileCredentialsLast(context, (signal) => waitForHealth(site, context, signal, report))
    return { site, answer }
  },
  assess: ({ site, answer }, context) => {
    if ('health' in answer && isCurrent(answer, context)) {
      context.found.health = answer.health
      context.found.healthAt = new Date().toISOString()
      return { status: 'satisfied', detail: `${site}/api/health answers` }
    }
    return { status: 'blocked', problem: notHealthy(site, answer, context) }
  },
}

const isCurrent = (answer: HealthAnswer, context: Context) =>
  'health' in answer &&
  answer.health.environment === targetOf(context).environment &&
  answer.health.version === appVersion(context)

async function waitForHealth(
  site: string,
  context: Context,
  signal: AbortSignal,
  report: Report,
): Promise<HealthAnswer> {
  const start = performance.now()
  report('asking the twin, through CloudFront')
  for (let wait = firstPause; ; wait = Math.min(wait * 1.5, longestPause)) {
    const answer = await readHealth(site, signal)
    if (signal.aborted) throw new CancelledError()
    if (isCurrent(answer, context) || performance.now() - start > longestWait) return answer
    report('trouble' in answer ? `waiting for CloudFront’s edges, ${answer.trouble}` : 'waiting for the new version')
    await pause(wait, undefined, { signal }).catch(() => {
      throw new CancelledError()
    })
  }
}

function notHealthy(site: string, answer: HealthAnswer, context: Context): UserError {
  const reason = 'trouble' in answer ? answer.trouble : `it still answers as version ${answer.health.version}`
  return troubleError('TWIN_NOT_HEALTHY', { site, reason, logGroup: logGroupName(targetOf(context)) })
}
