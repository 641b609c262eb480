import type { Finding } from '../engine/finding.ts'
import { readRingingAlarms } from '../services/aws/alarms.ts'
import { checkDeployments } from './each-deployment.ts'

/** CloudFront tells its numbers to this region alone, so its alarms are there. */
const edgeRegion = 'us-east-1'

/** Does one of the alarms ring that were set up with an environment? */
export const alarms = checkDeployments({
  id: 'alarms',
  title: 'Alarms',
  look: async ({ environment, resources }, context) => {
    if (!resources.some((resource) => resource.startsWith('aws_cloudwatch_metric_alarm.'))) return {}
    const regions = [...new Set([context.answers.get('region'), edgeRegion])]
    const prefix = `${context.answers.get('projectName')}-${environment}-`
    const ringing = await Promise.all(
      regions.map(async (region) => readRingingAlarms(await context.aws().cloudwatch(region), prefix)),
    )
    const findings = ringing.flat().map(
      ({ name, reason, since }): Finding => ({
        code: 'ALARM_RINGING',
        severity: 'warning',
        message: `The alarm ${name} rings${since ? ` since ${since.toISOString()}` : ''}.`,
        evidence: [reason],
        mend: [`aws cloudwatch describe-alarm-history --alarm-name ${name} --max-items 5   # how it came to that`],
      }),
    )
    return { detail: 'is quiet', findings }
  },
})
