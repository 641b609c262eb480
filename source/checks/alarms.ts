import { readRingingAlarms } from '../services/aws/alarms.ts'
import { checkDeployments } from './each-deployment.ts'
import { troubleFinding } from './from-trouble.ts'

/** CloudFront tells its numbers to this region alone, so its alarms are there. */
const edgeRegion = 'us-east-1'

/** Does one of the alarms ring that were set up with an environment? */
export const alarms = checkDeployments({
  id: 'alarms',
  title: 'Alarms',
  look: async ({ environment, resources }, context) => {
    if (!resources.some(({ type }) => type === 'aws_cloudwatch_metric_alarm')) return {}
    const regions = [...new Set([context.answers.get('region'), edgeRegion])]
    const prefix = `${context.answers.get('projectName')}-${environment}-`
    const ringing = await Promise.all(
      regions.map(async (region) => {
        const found = await readRingingAlarms(await context.aws().cloudwatch(region), prefix)
        return found.map((alarm) => ({ ...alarm, region }))
      }),
    )
    const findings = ringing
      .flat()
      .map(({ name, reason, since, region }) =>
        troubleFinding(
          'ALARM_RINGING',
          { resource: name, region },
          { severity: 'warning', evidence: [reason, ...(since ? [`since ${since.toISOString()}`] : [])] },
        ),
      )
    return { detail: 'is quiet', findings }
  },
})
