import { logGroupName } from '../names.ts'
import { readHealth } from '../services/health.ts'
import { targetOf } from '../steps/need.ts'
import { checkDeployments } from './each-deployment.ts'

/** Does each twin say that it is well, through CloudFront, as visitors reach it? */
export const health = checkDeployments({
  id: 'health',
  title: 'Health',
  look: async ({ environment, site }, context) => {
    const again = `twin deploy ${environment}`
    if (!site) {
      return {
        findings: [
          {
            code: 'DEPLOYMENT_UNFINISHED',
            severity: 'error',
            message: `The ${environment} twin has no address yet: a deployment was not finished.`,
            mend: [again],
          },
        ],
      }
    }
    const answer = await readHealth(site, context.signal)
    if ('health' in answer && answer.health.environment === environment) {
      return { detail: `is well (${answer.health.version})` }
    }
    const trouble = 'trouble' in answer ? answer.trouble : `it says that it is ${answer.health.environment}`
    return {
      findings: [
        {
          code: 'TWIN_NOT_HEALTHY',
          severity: 'error',
          message: `The ${environment} twin does not say that it is well: ${trouble}.`,
          evidence: [`GET ${site}/api/health`],
          mend: [
            again,
            `aws logs tail ${logGroupName({ ...targetOf(context), environment })}   # what the function says`,
          ],
        },
      ],
    }
  },
})
