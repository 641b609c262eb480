import type { Deployment } from '../found.ts'
import { logGroupName } from '../names.ts'
import { type HealthAnswer, readHealth } from '../services/health.ts'
import { targetOf } from '../steps/need.ts'
import { deployAnew } from '../troubles/words.ts'
import { checkDeployments } from './each-deployment.ts'
import { troubleFinding } from './from-trouble.ts'

/** Does each twin say that it is well, through CloudFront, as visitors reach it? */
export const health = checkDeployments({
  id: 'health',
  title: 'Health',
  look: async (deployment, context) => {
    const { environment, site } = deployment
    if (!site)
      return { findings: [troubleFinding('DEPLOYMENT_UNFINISHED', { environment, reason: 'it has no address yet' })] }
    const answer = await readHealth(site, context.signal)
    if ('health' in answer && answer.health.environment === environment) {
      return { detail: `is well (${answer.health.version})` }
    }
    const evidence = [`GET ${site}/api/health`]
    // The function itself answers 403 to what CloudFront did not vouch for.
    if ('status' in answer && answer.status === 403) {
      return { findings: [troubleFinding('API_FORBIDDEN', { environment, site }, { evidence })] }
    }
    const facts = {
      reason: reasonOf(deployment, answer),
      logGroup: logGroupName({ ...targetOf(context), environment }),
    }
    const { mend, ...finding } = troubleFinding('TWIN_NOT_HEALTHY', facts, { evidence })
    return { findings: [{ ...finding, mend: [deployAnew({ environment }), ...mend] }] }
  },
})

const reasonOf = ({ environment }: Deployment, answer: HealthAnswer) =>
  'trouble' in answer ? answer.trouble : `it says that it is ${answer.health.environment}, not ${environment}`
