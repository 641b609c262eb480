import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import type { Deployment } from '../found.ts'
import { environments } from '../names.ts'
import { siteAddress } from '../services/site-address.ts'
import { knownState } from './terraform.ts'

/** Which of the three environments stand; read from Terraform's states, which needs no Terraform. */
export const deployments: Step<Context, readonly Deployment[]> = {
  id: 'deployments',
  title: 'Environments',
  needs: ['identity'],
  inspect: async (context) => {
    const all = await Promise.all(
      environments.map(async (environment): Promise<Deployment> => {
        const state = await knownState(context, environment)
        const domain = state.outputs.cloudfront_domain_name
        return { environment, ...state, ...(domain ? { site: siteAddress(domain, context.env) } : {}) }
      }),
    )
    context.found.deployments = all.filter(({ resources }) => resources.length > 0)
    return context.found.deployments
  },
  assess: (standing) => ({
    status: 'satisfied',
    detail:
      standing.length === 0
        ? 'nothing is deployed yet'
        : standing.map(({ environment, resources }) => `${environment} (${resources.length} resources)`).join(' · '),
  }),
}
