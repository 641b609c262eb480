import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch'
import { explained } from './errors.ts'

export interface RingingAlarm {
  readonly name: string
  readonly reason: string
  readonly since?: Date
}

/** The alarms whose names begin with `prefix` and that ring right now. */
export async function readRingingAlarms(
  cloudwatch: CloudWatchClient,
  prefix: string,
): Promise<readonly RingingAlarm[]> {
  return explained('looking at the alarms', async () => {
    const ringing: RingingAlarm[] = []
    const pages = paginateDescribeAlarms({ client: cloudwatch }, { AlarmNamePrefix: prefix })
    for await (const { MetricAlarms = [] } of pages) {
      for (const { AlarmName = '', StateValue, StateReason = '', StateUpdatedTimestamp } of MetricAlarms) {
        if (StateValue !== 'ALARM') continue
        ringing.push({
          name: AlarmName,
          reason: StateReason,
          ...(StateUpdatedTimestamp ? { since: StateUpdatedTimestamp } : {}),
        })
      }
    }
    return ringing
  })
}
