import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import type { SiteHealth } from '../found.ts'
import { readHealth } from '../services/health.ts'
import { need } from './need.ts'

/** Asks every twin that stands how it is, through CloudFront, as visitors reach it. */
export const sites: Step<Context, readonly SiteHealth[]> = {
  id: 'sites',
  title: 'Twins',
  needs: ['deployments'],
  inspect: async (context) => {
    const standing = need(context, 'deployments')
    context.found.sites = await Promise.all(
      standing.map(async ({ environment, site }): Promise<SiteHealth> => {
        if (!site) return { environment, answer: { trouble: 'it has no address yet' } }
        return { environment, answer: await readHealth(site, context.signal) }
      }),
    )
    return context.found.sites
  },
  assess: (found) => ({
    status: 'satisfied',
    detail: `${found.filter(({ answer }) => 'health' in answer).length} of ${found.length} say that they are well`,
  }),
}
