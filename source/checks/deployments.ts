import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import type { Deployment } from '../found.ts'
import { environments } from '../names.ts'
import { siteAddress } from '../services/site-address.ts'
import { knownState } from '../steps/terraform.ts'

/** Which of the three environments stand; read from Terraform's states, which needs no Terraform. */
export const deployments: Check<Context> = {
  id: 'deployments',
  title: 'Environments',
  needs: ['identity', 'state-bucket'],
  inspect: async (context) => {
    const all = await Promise.all(
      environments.map(async (environment): Promise<Deployment> => {
        const state = await knownState(context, environment)
        const domain = state.outputs.cloudfront_domain_name
        return { environment, ...state, ...(domain ? { site: siteAddress(domain, context.env) } : {}) }
      }),
    )
    const standing = all.filter(({ resources }) => resources.length > 0)
    context.found.deployments = standing
    if (standing.length === 0) return well('nothing is deployed yet')
    return well(
      standing.map(({ environment, resources }) => `${environment} (${resources.length} resources)`).join(' · '),
    )
  },
}
